using Cutline.Imaging;

namespace Cutline.Studio.Plates;

/// <summary>The light on a plate: a plane through the brighter shades of its parts, which are its ground, and a little of their tint.</summary>
internal sealed class PlateLight
{
    /// <summary>Parts across and down, and samples of each along an axis.</summary>
    private const int Across = 8, Down = 4, Samples = 6;

    /// <summary>Share of a part's samples that are darker than its ground.</summary>
    private const double Ground = 0.75;

    /// <summary>Range of shades that a cover may have: one that is black or burnt out looks like a hole.</summary>
    private const double Darkest = 70, Brightest = 238;

    /// <summary>How much of the ground's tint is kept.</summary>
    private const double Tint = 0.35;

    private readonly double level, across, down;
    private readonly double[] tint;

    private PlateLight(double level, double across, double down, double[] tint) => (this.level, this.across, this.down, this.tint) = (level, across, down, tint);

    public static PlateLight On(Photo photo, Quad plate)
    {
        var place = new Homography(plate);
        var grounds = new double[Across * Down];
        var colour = new double[3];
        for (var part = 0; part < grounds.Length; part++)
        {
            var samples = new List<(double Shade, int Pixel)>();
            for (var i = 0; i < Samples * Samples; i++)
            {
                var at = place.At((part % Across + (i % Samples + 0.5) / Samples) / Across, (part / Across + (i / Samples + 0.5) / Samples) / Down);
                var pixel = (Math.Clamp((int)at.Y, 0, photo.Height - 1) * photo.Width + Math.Clamp((int)at.X, 0, photo.Width - 1)) * 3;
                samples.Add((Shade(photo.Pixels.Slice(pixel, 3)), pixel));
            }

            samples.Sort();
            var (ground, where) = samples[(int)(Ground * samples.Count)];
            grounds[part] = ground;
            for (var c = 0; c < 3; c++) colour[c] += photo.Pixels[where + c];
        }

        var mean = Math.Max(grounds.Average(), 1);
        return new(mean, Slope(grounds, i => (i % Across + 0.5) / Across - 0.5), Slope(grounds, i => (i / Across + 0.5) / Down - 0.5),
            [.. colour.Select(c => 1 + Tint * (c / grounds.Length / mean - 1))]);
    }

    /// <summary>RGB, 0 to 255, at a place of the unit square.</summary>
    public double[] At(Point at)
    {
        var shade = Math.Clamp(level + across * (at.X - 0.5) + down * (at.Y - 0.5), Darkest, Brightest);
        return [.. tint.Select(t => Math.Clamp(shade * t, 0, 255))];
    }

    /// <summary>Least squares: as the places are even about 0, each axis has its own.</summary>
    private static double Slope(double[] values, Func<int, double> place)
    {
        var indices = Enumerable.Range(0, values.Length);
        return indices.Sum(i => values[i] * place(i)) / indices.Sum(i => place(i) * place(i));
    }

    private static double Shade(ReadOnlySpan<byte> pixel) => 0.299 * pixel[0] + 0.587 * pixel[1] + 0.114 * pixel[2];
}
