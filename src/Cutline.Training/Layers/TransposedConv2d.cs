using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Cutline.Training.Layers;

/// <summary>
/// Transposed convolution whose stride is its kernel, (N, in, H, W) → (N, out, k·H, k·W). Weight (in, out, k, k) and bias (out) are those
/// of PyTorch's <c>ConvTranspose2d</c>. Since the outputs of different pixels do not overlap, a 1×1 convolution to out·k² channels and a
/// pixel shuffle compute the same, several times as fast on CPUs.
/// </summary>
public sealed class TransposedConv2d : Convolution
{
    private readonly int kernel;

    /// <summary>Makes a layer with weights drawn as PyTorch draws them.</summary>
    public TransposedConv2d(int inChannels, int outChannels, int kernel, bool bias = true)
        : base(nameof(TransposedConv2d), inChannels, outChannels, [kernel, kernel], [kernel, kernel], [0, 0], null, [1, 1], true, [0, 0], 1, bias, PaddingModes.Zeros) =>
        this.kernel = kernel;

    /// <inheritdoc/>
    public override Tensor forward(Tensor input)
    {
        if (!ValidateShape(input, 2)) throw new ArgumentException($"the input has the shape ({string.Join(", ", input.shape)}): use (N, {in_channels}, H, W)");
        var blocks = out_channels * kernel * kernel;
        using var scope = NewDisposeScope();
        var pointwise = weight.permute(1, 2, 3, 0).reshape(blocks, in_channels, 1, 1);
        var biases = bias?.unsqueeze(1).expand(out_channels, kernel * kernel).reshape(blocks);
        return nn.functional.pixel_shuffle(nn.functional.conv2d(input, pointwise, biases), kernel).MoveToOuterDisposeScope();   // (N, out, k·H, k·W)
    }
}
