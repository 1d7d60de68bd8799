using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Cutline.Training.Layers;

/// <summary>
/// Transposed convolution whose stride is its kernel, (N, in, H, W) → (N, out, k·H, k·W). Weight (in, out, k, k) and bias (out) are those
/// of PyTorch's <c>ConvTranspose2d</c>. Since the outputs of different pixels do not overlap, a 1×1 convolution to k²·out channels computes
/// the same, several times as fast on CPUs; what remains is to lay each pixel's k² results side by side.
/// </summary>
public sealed class TransposedConv2d : Convolution
{
    private readonly int kernel;

    /// <summary>Makes a layer with weights drawn as PyTorch draws them.</summary>
    public TransposedConv2d(int inChannels, int outChannels, int kernel, bool bias = true)
        : base(nameof(TransposedConv2d), inChannels, outChannels, [kernel, kernel], [kernel, kernel], [0, 0], null, [1, 1], true, [0, 0],
            1, bias, PaddingModes.Zeros) =>
        this.kernel = kernel;

    /// <inheritdoc/>
    public override Tensor forward(Tensor input)
    {
        if (!ValidateShape(input, 2))
            throw new ArgumentException($"the input has the shape ({string.Join(", ", input.shape)}): use (N, {in_channels}, H, W)");
        var (batch, height, width) = (input.shape[0], input.shape[2], input.shape[3]);
        var results = kernel * kernel * out_channels;
        using var scope = NewDisposeScope();
        var pointwise = weight.permute(2, 3, 1, 0).reshape(results, in_channels, 1, 1);
        var biases = bias?.expand(kernel * kernel, out_channels).reshape(results);
        return nn.functional.conv2d(input, pointwise, biases)            // (N, k·k·out, H, W)
            .permute(0, 2, 3, 1).view(batch, height, width, kernel, kernel, out_channels)
            .permute(0, 1, 3, 2, 4, 5).reshape(batch, height * kernel, width * kernel, out_channels)
            .permute(0, 3, 1, 2).MoveToOuterDisposeScope();              // (N, out, k·H, k·W), channels-last
    }
}
