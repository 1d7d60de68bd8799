using Cutline.Training.Checkpoints.Files;
using Cutline.Training.Checkpoints.Pickles;

namespace Cutline.Training.Checkpoints;

/// <summary>
/// A tensor as a pickle describes it: the arguments of torch._utils._rebuild_tensor_v2, kept as they are.
/// A pickle can repeat them at the cost of a byte or two, so they are checked only when the tensor is wanted.
/// </summary>
internal sealed class TensorView(object?[] arguments)
{
    /// <summary>Checks the description: every element lies within the storage.</summary>
    /// <param name="name">The tensor's name, for messages.</param>
    /// <exception cref="InvalidDataException">The description is not valid, or reaches beyond its storage.</exception>
    internal TensorLayout Layout(string name)
    {
        // storage, offset, sizes, strides, requires_grad, backward_hooks[, metadata]
        if (arguments is not [StorageReference storage, long offset, PickleTuple sizes, PickleTuple strides, ..]
            || arguments.Length > 7 || sizes.Items.Length != strides.Items.Length || offset < 0)
            throw Damage.Of($"{Damage.Short(name)} is not described as PyTorch describes a tensor");
        var layout = new TensorLayout(
            TensorInfo.Checked(name, storage.Type, Integers(name, sizes)), storage, offset, Integers(name, strides));
        if (layout.Info.ByteCount > 0 && layout.Last >= storage.Elements)
            throw Damage.Of($"{Damage.Short(name)} reaches beyond the {storage.Elements} elements of its storage");
        return layout;
    }

    private static long[] Integers(string name, PickleTuple tuple)
    {
        if (tuple.Items.Length > TensorInfo.MaxRank) throw Damage.Of($"{Damage.Short(name)} has {tuple.Items.Length} dimensions");
        return Array.ConvertAll(
            tuple.Items, i => i is long n and >= 0 ? n : throw Damage.Of($"{Damage.Short(name)} has a size or stride that is not valid"));
    }
}
