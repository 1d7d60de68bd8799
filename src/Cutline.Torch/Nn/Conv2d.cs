namespace Cutline.Torch.Nn;

/// <summary>2-D convolution, (N, in, H, W) → (N, out, H', W'), weight (out, in / groups, k, k).</summary>
public sealed class Conv2d : Module
{
    private readonly int stride, padding, dilation, groups;

    public Conv2d(int inChannels, int outChannels, int kernel, int stride = 1, int padding = 0, int dilation = 1, int groups = 1, bool bias = true)
    {
        (this.stride, this.padding, this.dilation, this.groups) = (AtLeast(1, stride), AtLeast(0, padding), AtLeast(1, dilation), AtLeast(1, groups));
        if (AtLeast(1, inChannels) % groups != 0 || AtLeast(1, outChannels) % groups != 0)
            throw new ArgumentException($"{groups} groups do not divide {inChannels} and {outChannels} channels");
        AtLeast(1, kernel);
        var bound = 1 / Math.Sqrt(inChannels / groups * kernel * kernel);
        Weight = Parameter("weight", Initialisation.Uniform(bound, outChannels, inChannels / groups, kernel, kernel));
        if (bias) Bias = Parameter("bias", Initialisation.Uniform(bound, outChannels));
    }

    public Tensor Weight { get; }

    public Tensor? Bias { get; private set; }

    public override Tensor Forward(Tensor x) => Observed(F.Conv2d(x, Weight, Bias, stride, padding, dilation, groups));

    /// <summary>
    /// For evaluation only: from now on this convolution computes the batch norm after it too, and that one passes its input on. With
    /// s = γ / √(σ² + ε) the weight becomes w·s and the bias β + (b − μ)·s.
    /// </summary>
    public void Fold(BatchNorm2d norm)
    {
        if (norm.Folded) return;
        using var scope = new TensorScope();
        using var _ = LibTorch.NoGrad();
        var scale = norm.Weight / (norm.RunningVariance + norm.Eps).Sqrt();                       // (out)
        var bias = norm.Bias + ((Bias?.Detach() ?? Tensor.Zeros([1], scale.DType, scale.Device)) - norm.RunningMean) * scale;
        Weight.SetData(Weight.Detach() * scale.View(-1, 1, 1, 1));
        if (Bias is null) Bias = Parameter("bias", bias.Detach());
        else Bias.SetData(bias.Detach());
        norm.Folded = true;
    }

    /// <inheritdoc/>
    public override long Macs(Tensor output) => output.ElementCount * Weight.ElementCount / Weight.Shape[0];
}
