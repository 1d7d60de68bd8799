namespace Cutline.Segmentation.Inference;

/// <summary>
/// How windows lie along one side of a photo, and how they fade into each other. A window's weights are the difference of two slopes,
/// so that at each pixel those of all windows sum to one; they are multiples of 2⁻¹¹, so that they do so in fp32 exactly,
/// and so do the products of two sides' weights.
/// </summary>
internal sealed class TileAxis
{
    private const int Levels = 1 << 11;

    private readonly int[] starts;
    private readonly int fade;

    /// <param name="length">Pixels of the photo along this side.</param>
    /// <param name="tile">Pixels of a window; a shorter photo is one window of its own length.</param>
    /// <param name="overlap">The least share of a window that the next one sees as well.</param>
    public TileAxis(int length, int tile, double overlap)
    {
        Tile = Math.Min(tile, length);
        var step = Math.Max(1, (int)(Tile * (1 - overlap)));
        var steps = (length - Tile + step - 1) / step;
        starts = [.. Enumerable.Range(0, steps + 1).Select(i => steps == 0 ? 0 : (int)((long)i * (length - Tile) / steps))];
        fade = steps == 0 ? 0 : Enumerable.Range(0, steps).Min(i => starts[i] + Tile - starts[i + 1]);
    }

    /// <summary>Pixels of a window.</summary>
    public int Tile { get; }

    /// <summary>Windows.</summary>
    public int Count => starts.Length;

    /// <summary>First pixel of a window.</summary>
    public int Start(int window) => starts[window];

    /// <summary>The weights of a window's pixels.</summary>
    public float[] Weights(int window) =>
        [.. Enumerable.Range(starts[window], Tile).Select(at => (Slope(window - 1, at) - Slope(window, at)) / (float)Levels)];

    /// <summary>The pixels at which a window's weight is at least one half.</summary>
    public (int From, int To) Core(int window)
    {
        var weights = Weights(window);
        var from = Array.FindIndex(weights, w => w >= 0.5f);
        return (starts[window] + from, starts[window] + Array.FindLastIndex(weights, w => w >= 0.5f) + 1);
    }

    /// <summary>
    /// From 0 to <see cref="Levels"/> over the pixels that a window shares with the next, in the middle of what they share.
    /// </summary>
    private int Slope(int window, int at)
    {
        if (window < 0) return Levels;
        if (window == Count - 1) return 0;
        var shared = starts[window] + Tile - starts[window + 1];
        var from = starts[window + 1] + (shared - fade) / 2;
        return at < from ? 0 : at >= from + fade ? Levels : (int)Math.Round((at - from + 0.5) / fade * Levels);
    }
}
