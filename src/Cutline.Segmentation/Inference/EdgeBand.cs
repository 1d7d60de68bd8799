namespace Cutline.Segmentation.Inference;

/// <summary>
/// The cells of a prediction where its outline may lie: those that are unsure, those beside one of the other side, and their neighbours.
/// </summary>
internal sealed class EdgeBand
{
    /// <summary>A probability between these is unsure.</summary>
    private const float LeastUnsure = 0.1f, MostUnsure = 0.9f;

    private readonly int[] sums; // of the cells above and to the left of each corner
    private readonly int width, height;

    private EdgeBand(bool[] cells, int width, int height)
    {
        (this.width, this.height) = (width, height);
        sums = new int[(width + 1) * (height + 1)];
        for (var y = 0; y < height; y++)
        {
            for (int x = 0, row = 0; x < width; x++)
            {
                if (cells[y * width + x]) row++;
                sums[(y + 1) * (width + 1) + x + 1] = sums[y * (width + 1) + x + 1] + row;
            }
        }
    }

    public static EdgeBand Of(ProbabilityMap map)
    {
        var (p, width, cells) = (map.Values, map.Width, new bool[map.Values.Length]);
        for (var i = 0; i < cells.Length; i++)
        {
            if (p[i] is > LeastUnsure and < MostUnsure) cells[i] = true;
            if (i % width + 1 < width && p[i] > 0.5f != p[i + 1] > 0.5f) (cells[i], cells[i + 1]) = (true, true);
            if (i + width < cells.Length && p[i] > 0.5f != p[i + width] > 0.5f) (cells[i], cells[i + width]) = (true, true);
        }

        return new(cells, width, map.Height);
    }

    /// <summary>Whether the band, and one cell around it, has part in a rectangle of the photo.</summary>
    public bool Touches((int From, int To) columns, int photoWidth, (int From, int To) rows, int photoHeight)
    {
        static (int From, int To) Cells((int From, int To) pixels, int photo, int cells) => (
            Math.Max(0, (int)((long)pixels.From * cells / photo) - 1),
            Math.Min(cells, (int)(((long)pixels.To * cells + photo - 1) / photo) + 1));

        var ((left, right), (top, bottom)) = (Cells(columns, photoWidth, width), Cells(rows, photoHeight, height));
        var stride = width + 1;
        return sums[bottom * stride + right] - sums[bottom * stride + left] - sums[top * stride + right] + sums[top * stride + left] > 0;
    }
}
