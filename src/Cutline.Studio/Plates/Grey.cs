using Cutline.Imaging;

namespace Cutline.Studio.Plates;

/// <summary>The lower part of a car in shades of grey, no larger than plates need to be seen, and which of its pixels are the car's.</summary>
internal sealed class Grey
{
    /// <summary>Longer side, pixels: a plate is a twentieth of a car's length or more.</summary>
    private const int Longest = 1100;

    /// <summary>Share of the car's height above which no plate is.</summary>
    private const double Above = 0.25;

    private readonly Box part;
    private readonly byte[] values, reds;
    private readonly bool[] car;

    public Grey(Photo photo, Matte matte)
    {
        var bounds = matte.Bounds;
        var top = bounds.Y + (int)(Above * bounds.Height);
        part = new(bounds.X, top, bounds.Width, bounds.Bottom - top);
        var scale = Math.Max(1.0, Math.Max(part.Width, part.Height) / (double)Longest);
        (Width, Height) = (Math.Max(1, (int)(part.Width / scale)), Math.Max(1, (int)(part.Height / scale)));
        CarHeight = bounds.Height / scale;
        using var crop = photo.Crop(part.X, part.Y, part.Width, part.Height);
        using var sized = crop.Resize(Width, Height, Kernel.Area);
        (values, reds) = (new byte[Width * Height], new byte[Width * Height]);
        car = new bool[Width * Height];
        for (var i = 0; i < values.Length; i++)
        {
            var pixel = sized.Pixels.Slice(3 * i, 3);
            values[i] = (byte)((77 * pixel[0] + 150 * pixel[1] + 29 * pixel[2] + 128) >> 8); // Rec. 601
            reds[i] = (byte)Math.Max(0, pixel[0] - Math.Max(pixel[1], pixel[2]));
            var (x, y) = (part.X + (int)((i % Width + 0.5) * part.Width / Width), part.Y + (int)((i / Width + 0.5) * part.Height / Height));
            car[i] = matte.Alpha[y * matte.Width + x] >= 128;
        }
    }

    public int Width { get; }

    public int Height { get; }

    /// <summary>Of the whole car, in this picture's pixels.</summary>
    public double CarHeight { get; }

    /// <summary>How far down the car a place is, 0 at its roof to 1 at the ground.</summary>
    public double Depth(Point p) => 1 - (Height - p.Y) / CarHeight;

    public ReadOnlySpan<byte> Values => values;

    public ReadOnlySpan<bool> Car => car;

    /// <summary>The value at a place, bilinear; beyond the border that of the outermost pixel.</summary>
    public double At(Point p) => At(values, p);

    /// <summary>How much red there is beyond any other colour, as tail lights are; 0 to 255.</summary>
    public double RedAt(Point p) => At(reds, p);

    private double At(byte[] values, Point p)
    {
        var (x, y) = (Math.Clamp(p.X - 0.5, 0, Width - 1), Math.Clamp(p.Y - 0.5, 0, Height - 1));
        var (left, top) = ((int)x, (int)y);
        var (right, bottom) = (Math.Min(left + 1, Width - 1), Math.Min(top + 1, Height - 1));
        var upper = values[top * Width + left] * (1 - x + left) + values[top * Width + right] * (x - left);
        var lower = values[bottom * Width + left] * (1 - x + left) + values[bottom * Width + right] * (x - left);
        return upper * (1 - y + top) + lower * (y - top);
    }

    /// <summary>A place of this picture in the photo.</summary>
    public Point InPhoto(Point p) => new(part.X + p.X * part.Width / Width, part.Y + p.Y * part.Height / Height);
}
