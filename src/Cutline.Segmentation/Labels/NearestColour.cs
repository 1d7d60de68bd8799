namespace Cutline.Segmentation.Labels;

/// <summary>
/// Finds the palette colour that is nearest to an RGB colour by Euclidean distance; exact, the first of equally near ones. The colour
/// space is divided into 32×32×32 cells of 8 units. For each cell the palette colours that can be nearest to a colour in it are known,
/// mostly a single one, so that a pixel costs about one look-up.
/// </summary>
public sealed class NearestColour
{
    /// <summary>
    /// A colour farther than this many RGB units from every palette colour is probably an artefact of JPEG or of a blurred edge.
    /// </summary>
    public const int MaxDistance = 30;

    private const int CellBits = 3, Side = 256 >> CellBits, Span = (1 << CellBits) - 1;

    private readonly (byte R, byte G, byte B)[] palette;
    private readonly byte[][] candidates = new byte[Side * Side * Side][];

    /// <param name="palette">1 to 255 colours.</param>
    /// <exception cref="ArgumentException">There is no colour, or too many.</exception>
    public NearestColour(IReadOnlyList<(byte R, byte G, byte B)> palette)
    {
        if (palette.Count is < 1 or > 255)
            throw new ArgumentException($"a palette of {palette.Count} colours is out of range: give 1 to 255");
        this.palette = [.. palette];
        var single = Enumerable.Range(0, palette.Count).Select(i => new[] { (byte)i }).ToArray();
        var nearest = new int[palette.Count];
        for (var cell = 0; cell < candidates.Length; cell++)
        {
            var (r, g, b) = (cell / (Side * Side) << CellBits, cell / Side % Side << CellBits, cell % Side << CellBits);
            var bound = int.MaxValue; // one palette colour lies within this squared distance of every colour in the cell
            for (var i = 0; i < nearest.Length; i++)
            {
                var (nearR, farR) = AxisDistances(r, this.palette[i].R);
                var (nearG, farG) = AxisDistances(g, this.palette[i].G);
                var (nearB, farB) = AxisDistances(b, this.palette[i].B);
                nearest[i] = nearR + nearG + nearB;
                bound = Math.Min(bound, farR + farG + farB);
            }

            var can = Enumerable.Range(0, nearest.Length).Where(i => nearest[i] <= bound).Select(i => (byte)i).ToArray();
            candidates[cell] = can.Length == 1 ? single[can[0]] : can;
        }
    }

    /// <summary>The position in the palette of the colour nearest to (r, g, b), and the squared distance to it.</summary>
    public (byte Index, int SquaredDistance) Find(byte r, byte g, byte b)
    {
        byte best = 0;
        var least = int.MaxValue;
        foreach (var i in candidates[((r >> CellBits) * Side + (g >> CellBits)) * Side + (b >> CellBits)])
        {
            var (dr, dg, db) = (palette[i].R - r, palette[i].G - g, palette[i].B - b);
            var distance = dr * dr + dg * dg + db * db;
            if (distance < least) (best, least) = (i, distance);
        }

        return (best, least);
    }

    /// <summary>Replaces RGB pixels by positions in the palette.</summary>
    /// <param name="pixels">RGB, 3 bytes for each pixel.</param>
    /// <param name="indices">Receives one byte for each pixel.</param>
    /// <returns>The number of pixels that lie more than <see cref="MaxDistance"/> from the colour found.</returns>
    public long Map(ReadOnlySpan<byte> pixels, Span<byte> indices)
    {
        long distant = 0;
        for (var i = 0; i < indices.Length; i++)
        {
            (indices[i], var distance) = Find(pixels[3 * i], pixels[3 * i + 1], pixels[3 * i + 2]);
            if (distance > MaxDistance * MaxDistance) distant++;
        }

        return distant;
    }

    /// <summary>
    /// The smallest and the largest squared distance, along one channel, between a palette value and the values of a cell.
    /// </summary>
    /// <param name="low">The first value of the cell.</param>
    /// <param name="value">The palette colour's value.</param>
    private static (int Near, int Far) AxisDistances(int low, int value)
    {
        var outside = Math.Max(0, Math.Max(low - value, value - low - Span));
        var across = Math.Max(Math.Abs(low - value), Math.Abs(low + Span - value));
        return (outside * outside, across * across);
    }
}
