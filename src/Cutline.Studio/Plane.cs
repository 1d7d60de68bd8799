namespace Cutline.Studio;

/// <summary>One number for each cell of a small grid that covers the photo, (H, W) row after row.</summary>
internal sealed class Plane(int width, int height)
{
    public int Width { get; } = width;

    public int Height { get; } = height;

    public float[] Values { get; } = new float[width * height];

    public Span<float> Row(int y) => Values.AsSpan(y * Width, Width);

    /// <summary>The value between cells, bilinear; beyond the border that of the outermost cell.</summary>
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

    /// <summary>The plane under three means in turn of 2·radius + 1 cells along each axis: nearly a Gaussian. The border's cells stand for what lies beyond.</summary>
    public Plane Soften(int across, int down)
    {
        var soft = this;
        for (var i = 0; i < 3; i++) soft = soft.Mean(across, alongRows: true).Mean(down, alongRows: false);
        return soft;
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
