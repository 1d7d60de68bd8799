using System.Globalization;
using System.Text;

namespace Cutline.Segmentation.Reports.Charts;

/// <summary>Lines over a common horizontal axis, in a frame with ticks, a title and a legend.</summary>
/// <param name="Mark">The point to point out, with its text; null for none.</param>
/// <param name="Legend">Whether the lines are named above the frame.</param>
internal sealed record Chart(string Title, string Across, Axis X, Axis Y, IReadOnlyList<Series> Lines, (double X, double Y, string Text)? Mark = null, bool Legend = true)
{
    private const double Left = 74, Top = 74, Right = 30, Bottom = 58;

    /// <summary>The chart as SVG in a box of this size, its upper left corner at (0, 0).</summary>
    public string Draw(double width, double height)
    {
        var (across, down) = (width - Left - Right, height - Top - Bottom);
        double PlaceX(double value) => Left + X.At(value) * across;
        double PlaceY(double value) => Top + (1 - Y.At(value)) * down;
        var svg = new StringBuilder(SvgText.Line(Left, 30, Title, 19, more: "font-weight=\"bold\""));
        if (Legend) AppendLegend(svg);
        svg.Append(CultureInfo.InvariantCulture, $"""<rect x="{Left}" y="{Top}" width="{across:0.##}" height="{down:0.##}" fill="{Palette.Panel}"/>""");
        foreach (var (value, label) in Y.Ticks)
        {
            var y = PlaceY(value);
            svg.Append(CultureInfo.InvariantCulture, $"""<path d="M{Left} {y:0.##}h{across:0.##}" stroke="{Palette.Grid}" stroke-width="1"/>""");
            svg.Append(SvgText.Line(Left - 9, y + 5, label, 14, Palette.Muted, "end"));
        }

        foreach (var (value, label) in X.Ticks)
        {
            var x = PlaceX(value);
            svg.Append(CultureInfo.InvariantCulture, $"""<path d="M{x:0.##} {Top + down:0.##}v6" stroke="{Palette.Frame}" stroke-width="1.2"/>""");
            svg.Append(SvgText.Line(x, Top + down + 23, label, 14, Palette.Muted, "middle"));
        }

        svg.Append(CultureInfo.InvariantCulture, $"""<path d="M{Left} {Top:0.##}v{down:0.##}h{across:0.##}" fill="none" stroke="{Palette.Frame}" stroke-width="1.2"/>""");
        svg.Append(SvgText.Line(Left + across / 2, height - 12, Across, 14, Palette.Muted, "middle"));
        foreach (var line in Lines) AppendLine(svg, line, (int)across, PlaceX, PlaceY);
        if (Mark is { } mark) AppendMark(svg, mark.Text, PlaceX(mark.X), PlaceY(mark.Y), Left + across);
        return svg.ToString();
    }

    private void AppendLegend(StringBuilder svg)
    {
        var x = Left;
        foreach (var line in Lines)
        {
            svg.Append(CultureInfo.InvariantCulture, $"""<path d="M{x:0.##} 52h26" stroke="{line.Colour}" stroke-width="3" {(line.Dashed ? "stroke-dasharray=\"6 4\"" : "")}/>""");
            svg.Append(SvgText.Line(x + 36, 57, line.Name, 14));
            x += 36 + line.Name.Length * 8.1 + 18;
        }
    }

    private static void AppendLine(StringBuilder svg, Series line, int columns, Func<double, double> placeX, Func<double, double> placeY)
    {
        var (path, gap, length) = (new StringBuilder(), true, 0);
        var points = line.Thinned(columns);
        for (var i = 0; i < points.Count; i++)
        {
            var (x, y) = points[i];
            if (!double.IsFinite(y))
            {
                (gap, length) = (true, 0);
                continue;
            }

            path.Append(CultureInfo.InvariantCulture, $"{(gap ? 'M' : 'L')}{placeX(x):0.##} {placeY(y):0.##}");
            (gap, length) = (false, length + 1);
            var alone = length == 1 && (i + 1 == points.Count || !double.IsFinite(points[i + 1].Y));
            if (alone || points.Count <= 30)
                svg.Append(CultureInfo.InvariantCulture, $"""<circle cx="{placeX(x):0.##}" cy="{placeY(y):0.##}" r="{(alone ? 5 : 3)}" fill="{line.Colour}"/>""");
        }

        if (path.Length > 0)
            svg.Append($"""<path d="{path}" fill="none" stroke="{line.Colour}" stroke-width="{(points.Count > 400 ? "1.2" : "2.6")}" stroke-linejoin="round" stroke-linecap="round" {(line.Dashed ? "stroke-dasharray=\"7 6\"" : "")}/>""");
    }

    /// <summary>A ring around the point; its text stands in the title's row, where no line runs.</summary>
    private static void AppendMark(StringBuilder svg, string text, double x, double y, double right)
    {
        svg.Append(CultureInfo.InvariantCulture, $"""<circle cx="{x:0.##}" cy="{y:0.##}" r="7" fill="none" stroke="{Palette.Ink}" stroke-width="2"/>""");
        svg.Append(CultureInfo.InvariantCulture, $"""<circle cx="{right - text.Length * 8.1 - 10:0.##}" cy="25" r="6" fill="none" stroke="{Palette.Ink}" stroke-width="2"/>""");
        svg.Append(SvgText.Line(right, 30, text, 14, anchor: "end"));
    }
}
