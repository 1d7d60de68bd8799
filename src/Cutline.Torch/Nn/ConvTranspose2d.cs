namespace Cutline.Torch.Nn;

/// <summary>Transposed convolution, (N, in, H, W) → (N, out, (H-1)·stride + k, …), weight (in, out, k, k).</summary>
public sealed class ConvTranspose2d : Module
{
    private readonly int inChannels, outChannels, kernel, stride;

    public ConvTranspose2d(int inChannels, int outChannels, int kernel, int stride = 1, bool bias = true)
    {
        (this.inChannels, this.outChannels, this.kernel, this.stride) = (AtLeast(1, inChannels), AtLeast(1, outChannels), AtLeast(1, kernel), AtLeast(1, stride));
        var bound = 1 / Math.Sqrt(outChannels * kernel * kernel);
        Weight = Parameter("weight", Initialisation.Uniform(bound, inChannels, outChannels, kernel, kernel));
        if (bias) Bias = Parameter("bias", Initialisation.Uniform(bound, outChannels));
    }

    public Tensor Weight { get; }

    public Tensor? Bias { get; }

    public override Tensor Forward(Tensor x) => Observed(kernel == stride ? Blocks(x) : F.ConvTranspose2d(x, Weight, Bias, stride));

    /// <inheritdoc/>
    public override long Macs(Tensor output) => output.ElementCount * inChannels * kernel * kernel / (stride * stride);

    /// <summary>
    /// With kernel = stride the outputs of different pixels do not overlap, so a 1×1 convolution to out·k² channels and a
    /// pixel shuffle compute the same: libtorch 1.13 runs the one through oneDNN and the other not.
    /// </summary>
    private Tensor Blocks(Tensor x)
    {
        var weight = Weight.Reshape(inChannels, outChannels * kernel * kernel, 1, 1).Permute(1, 0, 2, 3);
        // The bias goes through the convolution too: added afterwards in fp32, it would lift all that follows out of autocast's type.
        var bias = Bias?.View(outChannels, 1).Expand(outChannels, kernel * kernel).Reshape(outChannels * kernel * kernel);
        return F.PixelShuffle(F.Conv2d(x, weight, bias), kernel);
    }
}
