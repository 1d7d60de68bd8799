using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Cutline.Training.Optimizers;

/// <summary>Where in a flat tensor one parameter lies, and in which order.</summary>
/// <param name="name">In the model's state dict.</param>
/// <param name="tensor">The model's own.</param>
/// <param name="inHalf">Whether the model computes with a copy of half precision.</param>
/// <param name="transposed">
/// Whether the weight is a transposed convolution's (in, out, k, k): it lies in memory as (k, k, out, in), so that the 1×1 convolution
/// that computes it reads it as it is. Other weights of four dimensions, (out, in, k, k), lie channels-last, as (out, k, k, in).
/// </param>
/// <param name="rate">What the learning rate is multiplied by.</param>
internal sealed class FlatParameter(string name, Parameter tensor, bool inHalf, bool transposed, double rate)
{
    private readonly long[] shape = tensor.shape;

    internal string Name => name;

    internal Parameter Tensor => tensor;

    internal bool InHalf => inHalf;

    internal double Rate => rate;

    internal Device Device { get; } = tensor.device;

    internal long Count { get; } = tensor.numel();

    internal long Offset { get; set; }

    /// <summary>This parameter's part of a flat tensor, in the parameter's shape.</summary>
    internal Tensor ViewOf(Tensor flat)
    {
        var part = flat.narrow(0, Offset, Count);
        if (shape.Length != 4) return part.view(shape);
        var (a, b, height, width) = (shape[0], shape[1], shape[2], shape[3]);
        return transposed ? part.view(height, width, b, a).permute(3, 2, 0, 1) : part.view(a, height, width, b).permute(0, 3, 1, 2);
    }
}
