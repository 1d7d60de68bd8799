namespace Cutline.Segmentation.Inference;

/// <summary>A rectangle of a photo.</summary>
/// <param name="X">First column.</param>
/// <param name="Y">First row.</param>
/// <param name="Width">In pixels.</param>
/// <param name="Height">In pixels.</param>
public readonly record struct Tile(int X, int Y, int Width, int Height);

/// <summary>
/// Predicts a large photo through a window that moves over it; where tiles overlap their probabilities are blended, without seams.
/// </summary>
/// <param name="TileSize">Side of a tile in pixels.</param>
/// <param name="Overlap">The least share of a tile that its neighbours cover as well.</param>
public sealed record TiledInference(int TileSize, double Overlap)
{
    /// <summary>The whole result at once.</summary>
    /// <param name="probabilities">The probabilities (K, h, w) of a tile, of at most TileSize·TileSize pixels.</param>
    /// <param name="width">The photo's width in pixels; one smaller than a tile is a single tile.</param>
    /// <param name="height">The photo's height in pixels.</param>
    /// <returns>(K, height, width).</returns>
    public Planes Predict(Func<Tile, Planes> probabilities, int width, int height)
    {
        Planes? whole = null;
        Predict(probabilities, width, height, (y, band) =>
        {
            whole ??= new(band.Channels, height, width);
            for (var c = 0; c < band.Channels; c++)
                for (var row = 0; row < band.Height; row++)
                    band.Row(c, row).CopyTo(whole.Row(c, y + row));
        });
        return whole!;
    }

    /// <summary>The result band by band from the top, so that never more than a row of tiles is in memory.</summary>
    /// <param name="probabilities">The probabilities (K, h, w) of a tile, of at most TileSize·TileSize pixels.</param>
    /// <param name="width">The photo's width in pixels; one smaller than a tile is a single tile.</param>
    /// <param name="height">The photo's height in pixels.</param>
    /// <param name="result">Given each band's first row and its probabilities (K, rows, width).</param>
    public void Predict(Func<Tile, Planes> probabilities, int width, int height, Action<int, Planes> result)
    {
        var (down, across) = (new TileAxis(height, TileSize, Overlap), new TileAxis(width, TileSize, Overlap));
        Planes? open = null; // the last rows of the tiles before, which the next ones add to
        for (var row = 0; row < down.Count; row++)
        {
            var sum = Row(probabilities, down.Start(row), down.Weights(row), width, across);
            if (open is not null) Add(sum, open);
            var done = row + 1 == down.Count ? down.Tile : down.Start(row + 1) - down.Start(row);
            result(down.Start(row), done == sum.Height ? sum : sum.Crop(0, 0, width, done));
            open = done < down.Tile ? sum.Crop(0, done, width, down.Tile - done) : null;
        }
    }

    /// <summary>The tiles of one row, weighted and added up.</summary>
    private static Planes Row(Func<Tile, Planes> probabilities, int y, float[] weights, int width, TileAxis across)
    {
        Planes? sum = null;
        for (var column = 0; column < across.Count; column++)
        {
            var predicted = probabilities(new(across.Start(column), y, across.Tile, weights.Length));
            sum ??= new(predicted.Channels, weights.Length, width);
            var columns = across.Weights(column);
            for (var c = 0; c < predicted.Channels; c++)
            {
                for (var row = 0; row < weights.Length; row++)
                {
                    var from = predicted.Row(c, row);
                    var to = sum.Row(c, row).Slice(across.Start(column), across.Tile);
                    for (var x = 0; x < to.Length; x++) to[x] += from[x] * weights[row] * columns[x];
                }
            }
        }

        return sum!;
    }

    private static void Add(Planes sum, Planes top)
    {
        for (var c = 0; c < top.Channels; c++)
        {
            for (var row = 0; row < top.Height; row++)
            {
                var to = sum.Row(c, row);
                var from = top.Row(c, row);
                for (var x = 0; x < to.Length; x++) to[x] += from[x];
            }
        }
    }
}
