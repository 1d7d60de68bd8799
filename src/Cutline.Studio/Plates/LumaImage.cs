using Cutline.Imaging;
using Cutline.Studio.Geometry;
using Cutline.Studio.Mattes;

namespace Cutline.Studio.Plates;

/// <summary>The lower part of a car as a reduced luma picture, with the mask of the car's pixels.</summary>
internal sealed class LumaImage
{
    /// <summary>Largest longer side in pixels; a plate is at least a twentieth of a car's length.</summary>
    private const int LongestSide = 1100;

    /// <summary>The upper part of the car that is left out, as a fraction of its height: no plate is there.</summary>
    private const double TopFraction = 0.25;

    private readonly Box part;
    private readonly byte[] values, reds;
    private readonly bool[] car;

    /// <param name="photo">RGB.</param>
    /// <param name="matte">The matte of the car, of this photo.</param>
    public LumaImage(Photo photo, Matte matte)
    {
        var bounds = matte.Bounds;
        var top = bounds.Y + (int)(TopFraction * bounds.Height);
        part = new(bounds.X, top, bounds.Width, bounds.Bottom - top);
        var scale = Math.Max(1.0, Math.Max(part.Width, part.Height) / (double)LongestSide);
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

    /// <summary>Height of the whole car, in pixels of this picture.</summary>
    public double CarHeight { get; }

    /// <summary>The vertical position of a point on the car, 0 at the roof to 1 at the ground.</summary>
    public double Depth(Point p) => 1 - (Height - p.Y) / CarHeight;

    /// <summary>Luma, (Height, Width) in row order.</summary>
    public ReadOnlySpan<byte> Values => values;

    /// <summary>Whether each pixel belongs to the car, (Height, Width) in row order.</summary>
    public ReadOnlySpan<bool> Car => car;

    /// <summary>The bilinearly interpolated luma at a point; outside the picture, the nearest border value.</summary>
    public double At(Point p) => At(values, p);

    /// <summary>The excess of red over green and blue at a point, 0 to 255; high on tail lights.</summary>
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

    /// <summary>Maps a point of this picture to the photo.</summary>
    public Point ToPhoto(Point p) => new(part.X + p.X * part.Width / Width, part.Y + p.Y * part.Height / Height);
}
