using Cutline.Torch;

namespace Cutline.Training.Models;

/// <summary>Lets a network that halves its input several times take any size.</summary>
internal static class Padding
{
    /// <summary>Adds zeros at the right and bottom up to a multiple; the tensor itself where it fits already.</summary>
    internal static Tensor ToMultiple(Tensor x, int multiple)
    {
        var (height, width) = (x.Shape[2], x.Shape[3]);
        var (bottom, right) = ((multiple - height % multiple) % multiple, (multiple - width % multiple) % multiple);
        return bottom == 0 && right == 0 ? x : F.Pad(x, 0, right, 0, bottom);
    }

    /// <summary>Undoes <see cref="ToMultiple"/>.</summary>
    internal static Tensor Crop(Tensor x, long height, long width) =>
        x.Shape[2] == height && x.Shape[3] == width ? x : x.Narrow(2, 0, height).Narrow(3, 0, width);
}
