using static TorchSharp.torch;

namespace Cutline.Training.Export;

/// <summary>
/// Which memory a tensor reads, and how. Two handles with one identity have one content: an alias, the result of a function that worked in
/// place, or a <c>contiguous()</c> that had nothing to do. Holds as long as the memory is not freed.
/// </summary>
internal readonly record struct TensorIdentity(nint Address, long Offset, ScalarType Type, string Layout)
{
    internal static TensorIdentity Of(Tensor tensor)
    {
        // The stride of a dimension of size 1 is arbitrary.
        var layout = tensor.shape.Zip(tensor.stride(), (side, step) => side > 1 ? $"{side}:{step}" : $"{side}");
        return new(MemoryOf(tensor), tensor.storage_offset(), tensor.dtype, string.Join(' ', layout));
    }

    private static nint MemoryOf(Tensor tensor) => tensor.storage<float>().data_ptr();
}
