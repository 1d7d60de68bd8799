using System.Globalization;
using Cutline.Imaging;
using Cutline.Segmentation.Reports.Drawing;
using Cutline.Segmentation.Runs;

namespace Cutline.Segmentation.Reports;

/// <summary>The picture and the table of a search for a learning rate.</summary>
public static class LearningRateReport
{
    /// <summary>The picture's size in pixels.</summary>
    public const int Width = 1000, Height = 560;

    /// <summary>The names of the files.</summary>
    public const string Picture = "lr.png", Table = "lr.csv";

    /// <summary>The losses that are drawn lie up to so many times their smoothed range above it; diverging ones leave the frame.</summary>
    private const double Above = 0.6;

    /// <summary>Draws the loss by the rate, both smoothed and as it was; RGB.</summary>
    /// <param name="points">By rising rate; at least one.</param>
    /// <param name="suggested">Is pointed out; null for none.</param>
    public static Photo Render(IReadOnlyList<LearningRatePoint> points, double? suggested)
    {
        if (points.Count == 0) throw new ArgumentException("there is no rate to draw: give at least one point", nameof(points));
        Curve Line(string name, SkiaSharp.SKColor colour, Func<LearningRatePoint, double> value, bool dashed = false) =>
            new(name, colour, [.. points.Select(p => (p.Rate, value(p)))], dashed);
        var (low, high) = (points.Min(p => Math.Min(p.Loss, p.Smoothed)), points[0].Smoothed);
        var top = Math.Min(points.Max(p => Math.Max(p.Loss, p.Smoothed)), high + Above * Math.Max(high - low, 1e-3));
        var mark = suggested is { } rate && points.MinBy(p => Math.Abs(Math.Log(p.Rate / rate))) is { } nearest
            ? (nearest.Rate, nearest.Smoothed, string.Create(CultureInfo.InvariantCulture, $"suggested {rate}"))
            : ((double, double, string)?)null;
        using var canvas = new Canvas(Width, Height);
        var chart = new CurveChart(
            "Training loss by learning rate", "learning rate, logarithmic", ValueScale.Linear(low, top),
            [Line("loss of an update", Palette.Blue, p => p.Loss, dashed: true), Line("smoothed", Palette.Vermilion, p => p.Smoothed)],
            mark)
        {
            AcrossScale = ValueScale.Logarithmic(points[0].Rate, points[^1].Rate),
        };
        chart.Draw(canvas, 4, 8, Width - 8, Height - 12);
        return canvas.ToPhoto();
    }

    /// <summary>Writes both files.</summary>
    /// <param name="folder">Is there.</param>
    /// <param name="points">By rising rate.</param>
    /// <param name="suggested">Null for none.</param>
    /// <exception cref="PhotoException">The picture cannot be written.</exception>
    /// <exception cref="IOException">The table cannot be written.</exception>
    public static void Write(string folder, IReadOnlyList<LearningRatePoint> points, double? suggested)
    {
        var rows = points.Select(p => string.Create(CultureInfo.InvariantCulture, $"{p.Rate:R},{p.Loss:R},{p.Smoothed:R}\n"));
        AtomicFile.Write(
            Path.Combine(folder, Table), System.Text.Encoding.UTF8.GetBytes($"rate,loss,smoothed\n{string.Concat(rows)}"));
        using var picture = Render(points, suggested);
        picture.Save(Path.Combine(folder, Picture));
    }
}
