using Cutline.Torch;

namespace Cutline.Segmentation.Inference;

/// <summary>A large input seen through a window that moves over it; where windows overlap their probabilities fade into each other, without seams.</summary>
/// <param name="Tile">Side of the window in pixels.</param>
/// <param name="Overlap">The least share of a window that its neighbours see as well.</param>
public sealed record TiledInference(int Tile, double Overlap)
{
    /// <summary>The whole result at once.</summary>
    /// <param name="probabilities">(N, C, h, w) → fp32 (N, K, h, w), for windows of at most Tile·Tile pixels.</param>
    /// <param name="x">(N, C, H, W); smaller than a window, it is one.</param>
    /// <returns>fp32 (N, K, H, W).</returns>
    public Tensor Predict(Func<Tensor, Tensor> probabilities, Tensor x)
    {
        using var scope = new TensorScope();
        var bands = new List<Tensor>();
        try
        {
            Predict(probabilities, x, (_, band) => bands.Add(TensorScope.Detach(band.Clone())));
            return scope.Keep(Tensor.Cat([.. bands], 2));
        }
        finally
        {
            bands.ForEach(band => band.Dispose());
        }
    }

    /// <summary>The result band by band from the top, so that never more than a row of windows is in memory.</summary>
    /// <param name="tell">Told of each band its first row and its fp32 (N, K, h, W), which is released afterwards.</param>
    /// <inheritdoc cref="Predict(Func{Tensor, Tensor}, Tensor)"/>
    public void Predict(Func<Tensor, Tensor> probabilities, Tensor x, Action<int, Tensor> tell)
    {
        using var _ = LibTorch.NoGrad();
        var down = new TileAxis((int)x.Shape[2], Tile, Overlap);
        var across = new TileAxis((int)x.Shape[3], Tile, Overlap);
        Tensor? open = null;
        try
        {
            for (var row = 0; row < down.Count; row++)
            {
                using var scope = new TensorScope();
                var seen = Row(probabilities, x.Narrow(2, down.Start(row), down.Tile), down.Weights(row), across);   // (N, K, Tile, W)
                if (open is not null)
                {
                    var top = seen.Narrow(2, 0, open.Shape[2]);
                    top.CopyFrom(top + open);
                    open.Dispose();
                    open = null;
                }

                var done = row + 1 == down.Count ? down.Tile : down.Start(row + 1) - down.Start(row);
                tell(down.Start(row), seen.Narrow(2, 0, done));
                if (done < down.Tile) open = TensorScope.Detach(seen.Narrow(2, done, down.Tile - done).Clone());
            }
        }
        finally
        {
            open?.Dispose();
        }
    }

    /// <summary>The windows of one row, weighted and added up.</summary>
    private static Tensor Row(Func<Tensor, Tensor> probabilities, Tensor x, float[] weights, TileAxis across)
    {
        using var scope = new TensorScope();
        Tensor? sum = null;
        for (var column = 0; column < across.Count; column++)
        {
            using var window = new TensorScope();
            var seen = probabilities(x.Narrow(3, across.Start(column), across.Tile));
            sum ??= scope.Keep(window.Keep(Tensor.Zeros([seen.Shape[0], seen.Shape[1], x.Shape[2], x.Shape[3]], DType.Float32, seen.Device)));
            var weighted = seen
                * Tensor.From<float>(weights, 1, 1, weights.Length, 1).To(seen.Device)
                * Tensor.From<float>(across.Weights(column), 1, 1, 1, across.Tile).To(seen.Device);
            var place = sum.Narrow(3, across.Start(column), across.Tile);
            place.CopyFrom(place + weighted);
        }

        return sum!;
    }
}
