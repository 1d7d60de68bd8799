namespace Cutline.Studio.Pixels;

/// <summary>A plane of float values, (Height, Width) in row order: one value for each cell of a grid that covers the photo.</summary>
internal sealed class Plane(int width, int height)
{
    public int Width { get; } = width;

    public int Height { get; } = height;

    public float[] Values { get; } = new float[width * height];

    public Span<float> Row(int y) => Values.AsSpan(y * Width, Width);

    /// <summary>
    /// The bilinearly interpolated value at (x, y), in cells from the first cell's centre; outside the grid, the nearest border value.
    /// </summary>
    public float At(float x, float y)
    {
        (x, y) = (Math.Clamp(x, 0, Width - 1), Math.Clamp(y, 0, Height - 1));
        var (left, top) = ((int)x, (int)y);
        var above = Row(top);
        var below = Row(Math.Min(top + 1, Height - 1));
        var (right, across) = (Math.Min(left + 1, Width - 1), x - left);
        var (upper, lower) = (above[left] + (above[right] - above[left]) * across, below[left] + (below[right] - below[left]) * across);
        return upper + (lower - upper) * (y - top);
    }

    /// <summary>
    /// Approximates a Gaussian blur by three box filters of 2·radius + 1 cells along each axis. Border cells are repeated outside the grid.
    /// </summary>
    /// <param name="radiusX">Radius along rows, in cells.</param>
    /// <param name="radiusY">Radius along columns, in cells.</param>
    public Plane BoxBlur(int radiusX, int radiusY)
    {
        var blurred = this;
        for (var i = 0; i < 3; i++) blurred = blurred.Mean(radiusX, alongRows: true).Mean(radiusY, alongRows: false);
        return blurred;
    }

    private Plane Mean(int radius, bool alongRows)
    {
        var mean = new Plane(Width, Height);
        var (lines, length, step, next) = alongRows ? (Height, Width, 1, Width) : (Width, Height, Width, 1);
        for (var line = 0; line < lines; line++)
        {
            var start = line * next;
            float At(int i) => Values[start + Math.Clamp(i, 0, length - 1) * step];
            double sum = 0;
            for (var i = -radius; i <= radius; i++) sum += At(i);
            for (var i = 0; i < length; i++)
            {
                mean.Values[start + i * step] = (float)(sum / (2 * radius + 1));
                sum += At(i + radius + 1) - At(i - radius);
            }
        }

        return mean;
    }

    /// <summary>Applies the binomial filter 1 2 1 along both axes. Border cells are repeated outside the grid.</summary>
    public Plane BinomialBlur()
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
