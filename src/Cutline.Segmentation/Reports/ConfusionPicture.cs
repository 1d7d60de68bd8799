using System.Globalization;
using System.Text;
using Cutline.Imaging;
using Cutline.Segmentation.Datasets;
using Cutline.Segmentation.Metrics;

namespace Cutline.Segmentation.Reports;

/// <summary>A confusion matrix as a picture: each row is a true class, its cells the shares in which its pixels are predicted as each class.</summary>
public static class ConfusionPicture
{
    private const int Margin = 28, Head = 74, Share = 84, NameSize = 15, LongestName = 230;
    private const double TextWidth = NameSize * 0.6;

    /// <summary>The matrix as a picture, RGBA and opaque.</summary>
    /// <exception cref="ArgumentException">The names are of other classes.</exception>
    public static Photo Render(ConfusionMatrix counts, ClassSet classes, string title = "Confusion matrix") => Photo.FromSvg(Svg(counts, classes, title));

    /// <summary>The matrix as SVG. Rows of classes that do not occur are grey.</summary>
    /// <exception cref="ArgumentException">The names are of other classes.</exception>
    public static string Svg(ConfusionMatrix counts, ClassSet classes, string title = "Confusion matrix")
    {
        if (classes.Count != counts.Classes) throw new ArgumentException($"{classes.Count} names do not fit a matrix of {counts.Classes} classes");
        var names = classes.Classes.Select(c => SvgText.Fit(c.Name, LongestName, NameSize)).ToArray();
        var room = names.Max(n => n.Length) * TextWidth + 34;
        var cell = Math.Clamp(900 / classes.Count, 34, 96);
        var (left, top, side) = (Margin + 26 + room, Head + 26 + room, cell * classes.Count);
        var (width, height) = ((int)Math.Max(left + side + Share + Margin, 560), (int)(top + side + 74));
        var svg = new StringBuilder();
        svg.Append(CultureInfo.InvariantCulture, $"""<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}" viewBox="0 0 {width} {height}" font-family="{SvgText.Family}"><rect width="{width}" height="{height}" fill="{Palette.Paper}"/>""");
        svg.Append(SvgText.Line(Margin, 44, SvgText.Fit(title, width - 2 * Margin, 24), 24, more: "font-weight=\"bold\""));
        svg.Append(SvgText.Line(left + side / 2.0, Head + 14, "predicted as", 15, Palette.Muted, "middle"));
        svg.Append(SvgText.Line(0, 0, "truth", 15, Palette.Muted, "middle", Turned(Margin + 14, top + side / 2.0)));
        svg.Append(SvgText.Line(left + side + Share - 4, top - 12, "of all", 14, Palette.Muted, "end"));
        for (var i = 0; i < classes.Count; i++)
        {
            var (x, y) = (left + i * cell, top + i * cell);
            AppendName(svg, names[i], classes.Classes[i], left, top, (int)(y + cell / 2.0), (int)(x + cell / 2.0));
            AppendRow(svg, counts, i, left, y, cell);
            svg.Append(SvgText.Line(left + side + Share - 4, y + cell / 2.0 + 5, Percent((double)counts.True(i) / Math.Max(1, counts.Pixels), 1), 14, Palette.Muted, "end"));
        }

        svg.Append(CultureInfo.InvariantCulture, $"""<rect x="{left}" y="{top}" width="{side}" height="{side}" fill="none" stroke="{Palette.Frame}" stroke-width="1.2"/>""");
        AppendScale(svg, left, top + side + 24);
        return svg.Append("</svg>").ToString();
    }

    /// <summary>The class's name and colour, before its row and above its column.</summary>
    private static void AppendName(StringBuilder svg, string name, SegmentClass c, double left, double top, int row, int column)
    {
        svg.Append(SvgText.Line(left - 32, row + 5, name, NameSize, anchor: "end"));
        svg.Append(SvgText.Line(0, 0, name, NameSize, more: Turned(column + 5, top - 32)));
        var colour = $"""width="16" height="16" rx="3" fill="{Palette.Hex(c.Colour)}" stroke="{Palette.Frame}"/>""";
        svg.Append(CultureInfo.InvariantCulture, $"""<rect x="{left - 24}" y="{row - 8}" {colour}<rect x="{column - 8}" y="{top - 24}" {colour}""");
    }

    private static void AppendRow(StringBuilder svg, ConfusionMatrix counts, int truth, double left, double y, int cell)
    {
        var whole = counts.True(truth);
        var size = cell >= 60 ? 17 : cell >= 44 ? 14 : 13;
        for (var c = 0; c < counts.Classes; c++)
        {
            var share = whole == 0 ? 0 : (double)counts[truth, c] / whole;
            var x = left + c * cell;
            svg.Append(CultureInfo.InvariantCulture, $"""<rect x="{x}" y="{y}" width="{cell}" height="{cell}" fill="{(whole == 0 ? Palette.Grid : Shade(share))}" stroke="{Palette.Paper}"/>""");
            var text = whole == 0 ? (c == truth ? "–" : "") : share < 0.005 && cell < 60 || counts[truth, c] == 0 ? "" : Percent(share, cell >= 60 ? 1 : 0)[..^2];
            if (text.Length > 0) svg.Append(SvgText.Line(x + cell / 2.0, y + cell / 2.0 + size * 0.36, text, size, share > 0.5 ? Palette.Paper : Palette.Ink, "middle"));
        }
    }

    /// <summary>What the shades mean.</summary>
    private static void AppendScale(StringBuilder svg, double x, double y)
    {
        for (var i = 0; i <= 10; i++)
            svg.Append(CultureInfo.InvariantCulture, $"""<rect x="{x + i * 18}" y="{y}" width="18" height="14" fill="{Shade(i / 10.0)}"/>""");
        svg.Append(CultureInfo.InvariantCulture, $"""<rect x="{x}" y="{y}" width="198" height="14" fill="none" stroke="{Palette.Frame}"/>""");
        svg.Append(SvgText.Line(x, y + 33, "0 to 100 % of the true class's pixels", 14, Palette.Muted));
    }

    /// <summary>From paper to blue; small shares are lifted by a root, so that rare confusions can be seen.</summary>
    private static string Shade(double share)
    {
        var t = Math.Sqrt(Math.Clamp(share, 0, 1)) * 0.35 + Math.Clamp(share, 0, 1) * 0.65;
        static byte Mix(int from, int to, double t) => (byte)Math.Round(from + (to - from) * t);
        return Palette.Hex((Mix(0xF6, 0x00, t), Mix(0xF8, 0x5A, t), Mix(0xFA, 0x96, t)));
    }

    private static string Percent(double share, int decimals) => (share * 100).ToString($"F{decimals}", CultureInfo.InvariantCulture) + " %";

    private static string Turned(double x, double y) => string.Create(CultureInfo.InvariantCulture, $"transform=\"translate({x:0.##} {y:0.##}) rotate(-90)\"");
}
