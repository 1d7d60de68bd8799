namespace Cutline.Training.Checkpoints.PyTorch;

/// <summary>Makes tensors of their own memory from what a file's views describe.</summary>
/// <param name="fileLength">Views can show the same memory again and again; together they may be so many times the file's length.</param>
internal sealed class TensorReader(TorchArchive archive, long fileLength)
{
    private const int MostRepeats = 8;

    private static readonly Operator AsStrided = Operator.Find("as_strided");

    private readonly Dictionary<StorageReference, Tensor> flat = [];
    private long left = fileLength < long.MaxValue / MostRepeats ? fileLength * MostRepeats : long.MaxValue;

    /// <exception cref="InvalidDataException">The tensor does not lie within the file.</exception>
    internal Tensor Read(string name, TensorView described)
    {
        var layout = described.Layout(name);
        if (layout.Bytes == 0) return Tensor.FromBytes([], layout.Storage.Type, layout.Shape);
        Spend(name, layout.Bytes);
        if (layout.IsContiguous)
        {
            var bytes = archive.Bytes(layout.Storage).Slice((int)(layout.Offset * layout.Storage.Type.Size()), (int)layout.Bytes);
            return Tensor.FromBytes(bytes, layout.Storage.Type, layout.Shape);
        }

        using var view = AsStrided.Tensor(Flat(name, layout.Storage), layout.Shape, layout.Strides, layout.Offset);
        return view.Contiguous();
    }

    /// <summary>A storage as a tensor of one dimension, read once; it goes with the scope around this reader.</summary>
    private Tensor Flat(string name, StorageReference storage)
    {
        if (flat.TryGetValue(storage, out var known)) return known;
        Spend(name, storage.Bytes);
        return flat[storage] = Tensor.FromBytes(archive.Bytes(storage), storage.Type, storage.Elements);
    }

    private void Spend(string name, long bytes)
    {
        if ((left -= bytes) < 0)
            throw new InvalidDataException($"holds tensors that show the same memory more than {MostRepeats} times over, {Damage.Short(name)} among them: save them with .contiguous()");
    }
}
