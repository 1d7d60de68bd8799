using ScottPlot;
using SkiaSharp;

namespace Cutline.Segmentation.Reports.Drawing;

/// <summary>One line of a chart.</summary>
/// <param name="Name">Shown in the legend.</param>
/// <param name="Colour">Of the line.</param>
/// <param name="Points">From left to right. Where Y is not finite the line has a gap.</param>
/// <param name="Dashed">A second mark beside the colour, for print and every kind of colour vision.</param>
internal sealed record Curve(string Name, SKColor Colour, IReadOnlyList<(double X, double Y)> Points, bool Dashed = false)
{
    /// <summary>The values that are numbers.</summary>
    public IEnumerable<double> Finite => Points.Select(p => p.Y).Where(double.IsFinite);
}

/// <summary>Curves over epochs, in a frame with ticks, a title and a legend.</summary>
/// <param name="Title">Above the frame.</param>
/// <param name="Across">What the horizontal axis counts.</param>
/// <param name="Scale">The vertical axis.</param>
/// <param name="Curves">The lines, the last on top.</param>
/// <param name="Mark">The point to point out, with its text; null for none.</param>
/// <param name="Legend">Whether the curves are named above the frame.</param>
internal sealed record CurveChart(
    string Title, string Across, ValueScale Scale, IReadOnlyList<Curve> Curves, (double X, double Y, string Text)? Mark = null,
    bool Legend = true)
{
    private const int Left = 76, Right = 28, Bottom = 58, TitleLine = 32, LegendLine = 60;

    /// <summary>Up to this many points each has a marker.</summary>
    private const int FewPoints = 30;

    private static readonly TextStyle Heading = new(20, Palette.Ink, Bold: true), Entry = new(15, Palette.Ink);

    /// <summary>The horizontal axis; null for equal steps, labelled at whole numbers.</summary>
    public ValueScale? AcrossScale { get; init; }

    /// <summary>Draws the chart into a box of this size, its upper left corner at (x, y).</summary>
    public void Draw(Canvas canvas, int x, int y, int width, int height)
    {
        canvas.Text(Title, x + Left, y + TitleLine, Heading);
        if (Mark is { } mark) DrawMarkText(canvas, mark.Text, x + width - Right, y + TitleLine);
        if (Legend) DrawLegend(canvas, x + Left, y + LegendLine);
        using var plot = Plot();
        var top = y + (Legend ? LegendLine + 18 : TitleLine + 20);
        canvas.Skia.Save();
        canvas.Skia.ClipRect(new SKRect(x, top, x + width, y + height)); // a plot clears all that it may draw on
        plot.Render(canvas.Skia, new PixelRect(x, x + width, y + height, top));
        canvas.Skia.Restore();
    }

    /// <summary>The chart without title and legend.</summary>
    internal Plot Plot()
    {
        var plot = new Plot();
        plot.Font.Set(Typefaces.ForPlots());
        plot.FigureBackground.Color = Colour(Palette.Paper);
        plot.DataBackground.Color = Colour(Palette.Panel);
        plot.HideLegend();
        Style(plot);
        foreach (var curve in Curves) Add(plot, curve);
        if (Mark is { } mark)
        {
            var ring = plot.Add.Marker(Place(mark.X), Scale.Position(mark.Y), MarkerShape.OpenCircle, 15, Colour(Palette.Ink));
            ring.LineWidth = 2;
        }

        var across = Curves.SelectMany(c => c.Points).Select(p => p.X).DefaultIfEmpty(0).ToArray();
        var (first, last) = (across.Min(), across.Max());
        var margin = Math.Max((last - first) * 0.015, 0.3);
        plot.Axes.SetLimits(AcrossScale?.Low ?? first - margin, AcrossScale?.High ?? last + margin, Scale.Low, Scale.High);
        return plot;
    }

    private double Place(double x) => AcrossScale?.Position(x) ?? x;

    private void Style(Plot plot)
    {
        plot.Layout.Fixed(new PixelPadding(Left, Right, Bottom, 2));
        plot.Axes.Bottom.Label.Text = Across;
        plot.Axes.Bottom.Label.FontName = Typefaces.ForPlots();
        plot.Axes.Bottom.Label.FontSize = 15;
        plot.Axes.Bottom.Label.Bold = false;
        plot.Axes.Bottom.Label.ForeColor = Colour(Palette.Muted);
        plot.Axes.Bottom.TickGenerator = AcrossScale?.Ticks ?? ValueScale.Automatic(whole: true);
        if (Scale.Ticks is not null) plot.Axes.Left.TickGenerator = Scale.Ticks;
        foreach (var axis in (IAxis[])[plot.Axes.Bottom, plot.Axes.Left])
        {
            axis.TickLabelStyle.FontName = Typefaces.ForPlots();
            axis.TickLabelStyle.FontSize = 14;
            axis.TickLabelStyle.ForeColor = Colour(Palette.Muted);
            axis.FrameLineStyle.Color = axis.MajorTickStyle.Color = Colour(Palette.Frame);
            axis.FrameLineStyle.Width = axis.MajorTickStyle.Width = 1.2f;
            axis.MinorTickStyle.Length = 0;
        }

        plot.Axes.Left.MajorTickStyle.Length = 0;
        plot.Axes.Bottom.MajorTickStyle.Length = 5;
        plot.Axes.Right.IsVisible = plot.Axes.Top.IsVisible = false;
        plot.Grid.XAxisStyle.IsVisible = false;
        plot.Grid.MajorLineColor = Colour(Palette.Grid);
        plot.Grid.MajorLineWidth = 1;
    }

    private void Add(Plot plot, Curve curve)
    {
        var ys = curve.Points.Select(p => double.IsFinite(p.Y) ? Scale.Position(p.Y) : double.NaN).ToArray();
        var line = plot.Add.Scatter(curve.Points.Select(p => Place(p.X)).ToArray(), ys, Colour(curve.Colour));
        line.LegendText = curve.Name;
        line.LineWidth = ys.Length > 400 ? 1.2f : 2.6f;
        line.LinePattern = curve.Dashed ? new LinePattern([7, 5], 0, "dashes") : LinePattern.Solid;
        line.MarkerSize = ys.Length == 1 ? 9 : ys.Length <= FewPoints ? 6 : 0;
        if (line.MarkerSize > 0) return;
        for (var i = 0; i < ys.Length; i++) // a point between two gaps has no line
        {
            var alone = double.IsFinite(ys[i]) && (i == 0 || double.IsNaN(ys[i - 1])) && (i + 1 == ys.Length || double.IsNaN(ys[i + 1]));
            if (alone) plot.Add.Marker(Place(curve.Points[i].X), ys[i], MarkerShape.FilledCircle, 6, Colour(curve.Colour));
        }
    }

    private void DrawLegend(Canvas canvas, double x, double baseline)
    {
        foreach (var curve in Curves)
        {
            canvas.LineSample(x, baseline - 5, 28, curve.Colour, curve.Dashed);
            canvas.Text(curve.Name, x + 36, baseline, Entry);
            x += 36 + Entry.Measure(curve.Name) + 24;
        }
    }

    /// <summary>The mark's text stands in the title's line, where no curve runs.</summary>
    private static void DrawMarkText(Canvas canvas, string text, double right, double baseline)
    {
        canvas.Text(text, right, baseline, Entry with { Align = SKTextAlign.Right });
        using var pen = new SKPaint { Color = Palette.Ink, IsAntialias = true, IsStroke = true, StrokeWidth = 2 };
        canvas.Skia.DrawCircle((float)(right - Entry.Measure(text) - 14), (float)baseline - 5, 6, pen);
    }

    private static Color Colour(SKColor colour) => new(colour.Red, colour.Green, colour.Blue, colour.Alpha);
}
