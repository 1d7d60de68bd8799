using static TorchSharp.torch;

namespace Cutline.Training.Layers;

/// <summary>The order of a tensor's elements in memory.</summary>
public static class MemoryLayout
{
    /// <summary>
    /// The same (N, C, H, W) with the channels of a pixel side by side in memory, PyTorch's <c>channels_last</c>: the order in which
    /// convolutions run fastest. A tensor that already lies so is not copied.
    /// </summary>
    public static Tensor ChannelsLast(this Tensor x)
    {
        using var scope = NewDisposeScope();
        return x.permute(0, 2, 3, 1).contiguous().permute(0, 3, 1, 2).MoveToOuterDisposeScope();
    }
}
