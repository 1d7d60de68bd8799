using Cutline.Imaging;
using Cutline.Studio.Geometry;
using Cutline.Studio.Pixels;

namespace Cutline.Studio.Plates;

/// <summary>
/// Covers a licence plate with a plain one: rounded corners, a thin soft border, no characters, in the lighting of the original.
/// </summary>
internal static class PlatePainter
{
    /// <summary>How much larger than the plate the cover is, so that it hides the plate's edge.</summary>
    private const double Enlargement = 0.05;

    /// <summary>Corner radius, and the border's position and width, as fractions of the plate's height.</summary>
    private const double Rounding = 0.1, BorderAt = 0.06, BorderWidth = 0.018;

    private const double BorderDarkness = 0.3;

    /// <summary>Samples per axis of a pixel that the cover's edge crosses.</summary>
    private const int Samples = 4;

    /// <summary>Paints the cover on a copy of the photo.</summary>
    /// <param name="photo">RGB.</param>
    /// <param name="plate">The plate's corners in the photo; parts outside the photo are clipped.</param>
    public static Photo Cover(Photo photo, Quad plate)
    {
        var quad = plate.Grown(Enlargement);
        var (place, light) = (new Homography(quad), PlateLighting.On(photo, plate));
        var (width, height) = (quad.Width, quad.Height);
        var pixels = photo.Pixels.ToArray();
        var (left, right) = Range(quad.Corners.Select(c => c.X), photo.Width);
        var (top, bottom) = Range(quad.Corners.Select(c => c.Y), photo.Height);
        for (var y = top; y < bottom; y++)
        {
            for (var x = left; x < right; x++)
            {
                var at = place.From(new(x + 0.5, y + 0.5));
                var depth = Depth(at, width, height);
                var share = depth > 2 ? 1 : depth < -2 ? 0 : Coverage(place, x, y, width, height);
                if (share == 0) continue;
                var beyond = Math.Abs(depth - BorderAt * height) - BorderWidth * height / 2;
                var border = BorderDarkness * Math.Clamp(1 - beyond / Math.Max(1, BorderWidth * height), 0, 1);
                var colour = light.At(at);
                for (var c = 0; c < 3; c++)
                {
                    ref var pixel = ref pixels[(y * photo.Width + x) * 3 + c];
                    pixel = (byte)Math.Clamp(pixel + (colour[c] * (1 - border) - pixel) * share + Dither.At(x, y), 0, 255);
                }
            }
        }

        return Photo.FromPixels(pixels, photo.Width, photo.Height, PixelFormat.Rgb, photo.IccProfile);
    }

    /// <summary>The range of pixels between the smallest and the largest value, clipped to the photo.</summary>
    private static (int From, int To) Range(IEnumerable<double> values, int length) =>
        ((int)Math.Clamp(Math.Floor(values.Min()), 0, length), (int)Math.Clamp(Math.Ceiling(values.Max()), 0, length));

    /// <summary>The fraction of a pixel that the cover contains.</summary>
    private static double Coverage(Homography place, int x, int y, double width, double height)
    {
        var inside = 0;
        for (var i = 0; i < Samples * Samples; i++)
            if (Depth(place.From(new(x + (i % Samples + 0.5) / Samples, y + (i / Samples + 0.5) / Samples)), width, height) > 0) inside++;
        return (double)inside / (Samples * Samples);
    }

    /// <summary>The signed distance of a point to the edge of the rounded rectangle, in pixels; negative outside.</summary>
    private static double Depth(Point at, double width, double height)
    {
        var radius = Rounding * height;
        var (dx, dy) = (Math.Abs(at.X - 0.5) * width - width / 2 + radius, Math.Abs(at.Y - 0.5) * height - height / 2 + radius);
        var outside = Math.Sqrt(Math.Max(dx, 0) * Math.Max(dx, 0) + Math.Max(dy, 0) * Math.Max(dy, 0));
        return radius - outside - Math.Min(Math.Max(dx, dy), 0);
    }
}
