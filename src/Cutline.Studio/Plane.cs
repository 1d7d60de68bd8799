namespace Cutline.Studio;

/// <summary>One number for each cell of a small grid that covers the photo, (H, W) row after row.</summary>
internal sealed class Plane(int width, int height)
{
    public int Width { get; } = width;

    public int Height { get; } = height;

    public float[] Values { get; } = new float[width * height];

    public Span<float> Row(int y) => Values.AsSpan(y * Width, Width);

    /// <summary>The plane under the weights 1 2 1 along both axes; at the border the outermost cell stands for what lies beyond.</summary>
    public Plane Blur()
    {
        var (across, both) = (new Plane(Width, Height), new Plane(Width, Height));
        for (var y = 0; y < Height; y++)
        {
            var from = Row(y);
            var to = across.Row(y);
            for (var x = 0; x < Width; x++)
                to[x] = (from[Math.Max(x - 1, 0)] + 2 * from[x] + from[Math.Min(x + 1, Width - 1)]) / 4;
        }

        for (var y = 0; y < Height; y++)
        {
            var above = across.Row(Math.Max(y - 1, 0));
            var here = across.Row(y);
            var below = across.Row(Math.Min(y + 1, Height - 1));
            var to = both.Row(y);
            for (var x = 0; x < Width; x++) to[x] = (above[x] + 2 * here[x] + below[x]) / 4;
        }

        return both;
    }
}
