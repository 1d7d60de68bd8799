namespace Cutline.Training.Checkpoints.PyTorch;

/// <summary>Where a tensor's elements lie in its storage: <c>Offset + Σ index[d] * Strides[d]</c>.</summary>
/// <param name="Bytes">Bytes of the tensor's own elements, a repeated one counted each time.</param>
internal sealed record TensorLayout(StorageReference Storage, long Offset, long[] Shape, long[] Strides, long Bytes)
{
    /// <summary>The last element's place, or a place beyond every storage; for a tensor that has elements.</summary>
    internal long Last
    {
        get
        {
            Int128 last = Offset;
            for (var d = 0; d < Shape.Length; d++)
            {
                last += (Int128)(Shape[d] - 1) * Strides[d];
                if (last > long.MaxValue) return long.MaxValue;
            }

            return (long)last;
        }
    }

    /// <summary>Whether the elements lie densely, in order.</summary>
    internal bool IsContiguous
    {
        get
        {
            long expected = 1;
            for (var d = Shape.Length - 1; d >= 0; d--)
            {
                if (Shape[d] == 1) continue;
                if (Strides[d] != expected) return false;
                expected *= Shape[d];
            }

            return true;
        }
    }
}
