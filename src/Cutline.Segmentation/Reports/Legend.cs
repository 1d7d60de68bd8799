using System.Globalization;
using System.Text;
using Cutline.Segmentation.Datasets;

namespace Cutline.Segmentation.Reports;

/// <summary>What colours mean, as many as there are: entries one after another, a new line where the next does not fit.</summary>
internal sealed class Legend
{
    private const int LineHeight = 26, Swatch = 16, Indent = 24, Apart = 20;

    private readonly List<(string Colour, string Text, int X, int Line)> entries = [];

    /// <param name="left">Where lines begin.</param>
    /// <param name="width">How long they may be.</param>
    public Legend(IEnumerable<((byte, byte, byte) Colour, string Text)> meanings, int left, int width)
    {
        var (x, line) = (0, 0);
        foreach (var (colour, text) in meanings)
        {
            var shown = SvgText.Fit(text, Math.Min(width - Indent - Apart, 300), 15);
            var wide = Indent + (int)(shown.Length * 8.6) + Apart;
            if (x > 0 && x + wide > width) (x, line) = (0, line + 1);
            entries.Add((Palette.Hex(colour), shown, left + x, line));
            x += wide;
        }
    }

    public int Height => entries.Count == 0 ? 0 : (entries[^1].Line + 1) * LineHeight;

    /// <summary>The classes that are shown, in their order, void last.</summary>
    public static IEnumerable<((byte, byte, byte) Colour, string Text)> Of(ClassSet classes, Func<byte, bool> shown)
    {
        var meanings = classes.Classes.Where((_, i) => shown((byte)i)).Select(c => (c.Colour, c.Name));
        return shown(ClassSet.Void) ? meanings.Append((Palette.Void, "void, not counted")) : meanings;
    }

    /// <summary>The entries as SVG, the first line's top at <paramref name="top"/>.</summary>
    public string Svg(int top)
    {
        var svg = new StringBuilder();
        foreach (var (colour, text, x, line) in entries)
        {
            var y = top + line * LineHeight;
            svg.Append(CultureInfo.InvariantCulture, $"""<rect x="{x}" y="{y}" width="{Swatch}" height="{Swatch}" rx="3" fill="{colour}" stroke="{Palette.Frame}"/>""");
            svg.Append(SvgText.Line(x + Indent, y + 14, text, 15));
        }

        return svg.ToString();
    }
}
