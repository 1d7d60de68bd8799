using Cutline.Imaging;
using Cutline.Studio.Geometry;

namespace Cutline.Studio.Plates;

/// <summary>
/// The lighting of a plate: a plane fitted to the brightness of its background in a grid of parts, and a part of its tint.
/// </summary>
internal sealed class PlateLighting
{
    /// <summary>Columns and rows of the grid, and samples of each part along an axis.</summary>
    private const int Across = 8, Down = 4, Samples = 6;

    /// <summary>Quantile of a part's samples that is taken as its background; darker samples may be characters.</summary>
    private const double BackgroundQuantile = 0.75;

    /// <summary>Range of the cover's brightness, since a black or overexposed cover looks like a hole.</summary>
    private const double Darkest = 70, Brightest = 238;

    /// <summary>Fraction of the background's tint that is kept.</summary>
    private const double Tint = 0.35;

    private readonly double level, across, down;
    private readonly double[] tint;

    private PlateLighting(double level, double across, double down, double[] tint) =>
        (this.level, this.across, this.down, this.tint) = (level, across, down, tint);

    /// <summary>Measures the lighting.</summary>
    /// <param name="photo">RGB.</param>
    /// <param name="plate">The plate's corners in the photo.</param>
    public static PlateLighting On(Photo photo, Quad plate)
    {
        var place = new Homography(plate);
        var backgrounds = new double[Across * Down];
        var colour = new double[3];
        for (var part = 0; part < backgrounds.Length; part++)
        {
            var samples = new List<(double Shade, int Pixel)>();
            for (var i = 0; i < Samples * Samples; i++)
            {
                var (column, row) = (part % Across + (i % Samples + 0.5) / Samples, part / Across + (i / Samples + 0.5) / Samples);
                var at = place.At(column / Across, row / Down);
                var pixel = (Math.Clamp((int)at.Y, 0, photo.Height - 1) * photo.Width + Math.Clamp((int)at.X, 0, photo.Width - 1)) * 3;
                samples.Add((Shade(photo.Pixels.Slice(pixel, 3)), pixel));
            }

            samples.Sort();
            var (background, where) = samples[(int)(BackgroundQuantile * samples.Count)];
            backgrounds[part] = background;
            for (var c = 0; c < 3; c++) colour[c] += photo.Pixels[where + c];
        }

        var mean = Math.Max(backgrounds.Average(), 1);
        return new(mean, Slope(backgrounds, i => (i % Across + 0.5) / Across - 0.5),
            Slope(backgrounds, i => (i / Across + 0.5) / Down - 0.5),
            [.. colour.Select(c => 1 + Tint * (c / backgrounds.Length / mean - 1))]);
    }

    /// <summary>The colour at a point of the unit square: RGB, 0 to 255.</summary>
    public double[] At(Point at)
    {
        var shade = Math.Clamp(level + across * (at.X - 0.5) + down * (at.Y - 0.5), Darkest, Brightest);
        return [.. tint.Select(t => Math.Clamp(shade * t, 0, 255))];
    }

    /// <summary>The least-squares slope along one axis; the positions are symmetric about 0, so that each axis is independent.</summary>
    private static double Slope(double[] values, Func<int, double> position)
    {
        var indices = Enumerable.Range(0, values.Length);
        return indices.Sum(i => values[i] * position(i)) / indices.Sum(i => position(i) * position(i));
    }

    /// <summary>Luma (Rec. 601).</summary>
    private static double Shade(ReadOnlySpan<byte> pixel) => 0.299 * pixel[0] + 0.587 * pixel[1] + 0.114 * pixel[2];
}
