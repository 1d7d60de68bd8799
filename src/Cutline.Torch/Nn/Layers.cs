namespace Cutline.Torch.Nn;

/// <summary>max(x, 0), in the input's own memory where asked.</summary>
public sealed class ReLU(bool inPlace = false) : Module
{
    public override Tensor Forward(Tensor x) => Observed(inPlace ? F.ReluInPlace(x) : x.Relu());
}

/// <summary>min(max(x, 0), 6), in the input's own memory where asked.</summary>
public sealed class ReLU6(bool inPlace = false) : Module
{
    public override Tensor Forward(Tensor x) => Observed(inPlace ? F.Relu6InPlace(x) : x.Clamp(0, 6));
}

/// <summary>The maximum of each k×k window; the windows lie side by side unless a stride says otherwise.</summary>
public sealed class MaxPool2d(int kernel, int? stride = null, int padding = 0) : Module
{
    private readonly int kernel = AtLeast(1, kernel), stride = AtLeast(1, stride ?? kernel), padding = AtLeast(0, padding);

    public override Tensor Forward(Tensor x) => Observed(F.MaxPool2d(x, kernel, stride, padding));
}

/// <summary>The mean of each k×k window; the padding's zeros count.</summary>
public sealed class AvgPool2d(int kernel, int stride, int padding = 0) : Module
{
    private readonly int kernel = AtLeast(1, kernel), stride = AtLeast(1, stride), padding = AtLeast(0, padding);

    public override Tensor Forward(Tensor x) => Observed(F.AvgPool2d(x, kernel, stride, padding));
}

/// <summary>The mean of each of size × size equal parts: of the whole picture where the size is 1.</summary>
public sealed class AdaptiveAvgPool2d(int size) : Module
{
    private readonly int size = AtLeast(1, size);

    public override Tensor Forward(Tensor x) => Observed(F.AdaptiveAvgPool2d(x, size, size));
}

/// <summary>Bilinear or nearest enlargement by a whole factor.</summary>
public sealed class Upsample(int factor, bool bilinear = true) : Module
{
    private readonly int factor = AtLeast(1, factor);

    public override Tensor Forward(Tensor x)
    {
        var (h, w) = (x.Shape[2] * factor, x.Shape[3] * factor);
        return Observed(bilinear ? F.Bilinear(x, h, w) : F.Nearest(x, h, w));
    }
}

/// <summary>In training, zeroes each element with the given probability and scales the rest to keep the mean.</summary>
public sealed class Dropout(double probability = 0.5) : Module
{
    private readonly double probability = probability is >= 0 and <= 1
        ? probability
        : throw new ArgumentException($"probability is {probability}: use a number from 0 to 1");

    public override Tensor Forward(Tensor x) => Observed(F.Dropout(x, probability, Training));
}
