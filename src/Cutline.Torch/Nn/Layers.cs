namespace Cutline.Torch.Nn;

/// <summary>max(x, 0), in the input's own memory where asked.</summary>
public sealed class ReLU(bool inPlace = false) : Module
{
    public override Tensor Forward(Tensor x) => Observed(inPlace ? F.ReluInPlace(x) : x.Relu());
}

/// <summary>The maximum of each k×k block.</summary>
public sealed class MaxPool2d(int kernel) : Module
{
    private readonly int kernel = AtLeast(1, kernel);

    public override Tensor Forward(Tensor x) => Observed(F.MaxPool2d(x, kernel));
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
