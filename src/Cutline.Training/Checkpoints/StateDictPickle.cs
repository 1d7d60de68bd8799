using Cutline.Training.Checkpoints.Pickles;

namespace Cutline.Training.Checkpoints;

/// <summary>The pickle of a state dict, with the same globals and shapes as torch.save's.</summary>
internal static class StateDictPickle
{
    /// <param name="tensors">Name, type and shape of each tensor, dense in memory, and the key of its storage.</param>
    internal static byte[] Write(IEnumerable<(string Name, TensorInfo Info, string Storage)> tensors)
    {
        using var pickle = new PickleWriter();
        EmptyOrderedDict(pickle).Emit(PickleOpcode.Mark);
        foreach (var (name, info, storage) in tensors)
        {
            long[] shape = [.. info.Shape];
            pickle.Text(name).Global("torch._utils", "_rebuild_tensor_v2").Emit(PickleOpcode.Mark, PickleOpcode.Mark)
                .Text("storage").Global("torch", info.Type.Storage()).Text(storage).Text("cpu").Integer(info.ByteCount / info.Type.Size())
                .Emit(PickleOpcode.Tuple, PickleOpcode.PersistentId)
                .Integer(0).Integers(shape).Integers(Strides(shape)).Emit(PickleOpcode.False);
            EmptyOrderedDict(pickle).Emit(PickleOpcode.Tuple, PickleOpcode.Reduce);
        }

        return pickle.Emit(PickleOpcode.SetItems).Stop();
    }

    private static PickleWriter EmptyOrderedDict(PickleWriter pickle) =>
        pickle.Global("collections", "OrderedDict").Emit(PickleOpcode.EmptyTuple, PickleOpcode.Reduce);

    private static long[] Strides(long[] shape)
    {
        var strides = new long[shape.Length];
        long stride = 1;
        for (var d = shape.Length - 1; d >= 0; d--)
        {
            strides[d] = stride;
            stride *= Math.Max(1, shape[d]);
        }

        return strides;
    }
}
