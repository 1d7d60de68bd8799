namespace Cutline.Segmentation.Labels;

/// <summary>
/// Finds the palette colour nearest to an RGB colour by Euclidean distance, exactly, the first of equals. Colour space is cut into
/// 32×32×32 cells of 8 units; a cell knows which palette colours can be nearest to any colour in it, mostly one, so that a picture
/// costs about one lookup a pixel.
/// </summary>
public sealed class NearestColour
{
    /// <summary>A colour farther than this many RGB units from every palette colour is none of them, but the work of JPEG or of a blurred edge.</summary>
    public const int FarAway = 30;

    private const int CellBits = 3, Side = 256 >> CellBits, Span = (1 << CellBits) - 1;

    private readonly (byte R, byte G, byte B)[] palette;
    private readonly byte[][] candidates = new byte[Side * Side * Side][];

    /// <param name="palette">1 to 255 colours.</param>
    /// <exception cref="ArgumentException">There is no colour, or too many.</exception>
    public NearestColour(IReadOnlyList<(byte R, byte G, byte B)> palette)
    {
        if (palette.Count is < 1 or > 255) throw new ArgumentException($"a palette of {palette.Count} colours cannot be searched: give 1 to 255");
        this.palette = [.. palette];
        var single = Enumerable.Range(0, palette.Count).Select(i => new[] { (byte)i }).ToArray();
        var nearest = new int[palette.Count];
        for (var cell = 0; cell < candidates.Length; cell++)
        {
            var (r, g, b) = (cell / (Side * Side) << CellBits, cell / Side % Side << CellBits, cell % Side << CellBits);
            var bound = int.MaxValue; // some palette colour is at least this near to every colour of the cell
            for (var i = 0; i < nearest.Length; i++)
            {
                var (near, far) = Reach(r, this.palette[i].R);
                foreach (var (n, f) in new[] { Reach(g, this.palette[i].G), Reach(b, this.palette[i].B) }) (near, far) = (near + n, far + f);
                nearest[i] = near;
                bound = Math.Min(bound, far);
            }

            var can = Enumerable.Range(0, nearest.Length).Where(i => nearest[i] <= bound).Select(i => (byte)i).ToArray();
            candidates[cell] = can.Length == 1 ? single[can[0]] : can;
        }
    }

    /// <summary>The place in the palette of the colour nearest to (r, g, b), and the squared distance to it.</summary>
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

    /// <summary>Maps RGB pixels to places in the palette.</summary>
    /// <param name="pixels">3 bytes each.</param>
    /// <param name="indices">Receives one byte each.</param>
    /// <returns>How many pixels lie more than <see cref="FarAway"/> from their colour.</returns>
    public long Map(ReadOnlySpan<byte> pixels, Span<byte> indices)
    {
        long far = 0;
        for (var i = 0; i < indices.Length; i++)
        {
            (indices[i], var distance) = Find(pixels[3 * i], pixels[3 * i + 1], pixels[3 * i + 2]);
            if (distance > FarAway * FarAway) far++;
        }

        return far;
    }

    /// <summary>The least and the greatest squared distance along one channel between a palette value and a cell that begins at <paramref name="low"/>.</summary>
    private static (int Near, int Far) Reach(int low, int value)
    {
        var outside = Math.Max(0, Math.Max(low - value, value - low - Span));
        var across = Math.Max(Math.Abs(low - value), Math.Abs(low + Span - value));
        return (outside * outside, across * across);
    }
}
