namespace Cutline.Training.Checkpoints;

/// <summary>The places of a tensor's elements in its storage: <c>Offset + Σ index[d] * Strides[d]</c>.</summary>
/// <param name="Info">Element type and shape.</param>
internal sealed record TensorLayout(TensorInfo Info, StorageReference Storage, long Offset, long[] Strides)
{
    private IReadOnlyList<long> Shape => Info.Shape;

    /// <summary>
    /// The index of the last element in the storage, or <see cref="long.MaxValue"/> where it overflows; for a tensor that has elements.
    /// </summary>
    internal long Last
    {
        get
        {
            Int128 last = Offset;
            for (var d = 0; d < Shape.Count; d++)
            {
                last += (Int128)(Shape[d] - 1) * Strides[d];
                if (last > long.MaxValue) return long.MaxValue;
            }

            return (long)last;
        }
    }

    private bool IsContiguous
    {
        get
        {
            long expected = 1;
            for (var d = Shape.Count - 1; d >= 0; d--)
            {
                if (Shape[d] == 1) continue;
                if (Strides[d] != expected) return false;
                expected *= Shape[d];
            }

            return true;
        }
    }

    /// <summary>Copies the elements, dense and in row-major order, from the bytes of the storage; for a tensor that has elements.</summary>
    internal void Copy(ReadOnlySpan<byte> storage, Span<byte> destination)
    {
        var size = Info.Type.Size();
        if (IsContiguous)
        {
            storage.Slice((int)(Offset * size), (int)Info.ByteCount).CopyTo(destination);
            return;
        }

        var index = new long[Shape.Count];
        var place = Offset;
        for (var to = 0; to < destination.Length; to += size)
        {
            storage.Slice((int)(place * size), size).CopyTo(destination[to..]);
            for (var d = Shape.Count - 1; d >= 0; d--)
            {
                place += Strides[d];
                if (++index[d] < Shape[d]) break;
                place -= Strides[d] * Shape[d];
                index[d] = 0;
            }
        }
    }
}
