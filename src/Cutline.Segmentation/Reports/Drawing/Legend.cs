using Cutline.Segmentation.Labels;

namespace Cutline.Segmentation.Reports.Drawing;

/// <summary>What colours mean: entries one after another, a new line where the next does not fit.</summary>
internal sealed class Legend
{
    private const int LineHeight = 26, Swatch = 16, Indent = 24, Apart = 22, Longest = 300;

    private readonly List<((byte, byte, byte) Colour, string Text, int X, int Line)> entries = [];

    /// <param name="meanings">Colours and what they mean, in order.</param>
    /// <param name="left">Where lines begin.</param>
    /// <param name="width">How long they may be.</param>
    public Legend(IEnumerable<((byte, byte, byte) Colour, string Text)> meanings, int left, int width)
    {
        var (x, line) = (0, 0);
        foreach (var (colour, text) in meanings)
        {
            var shown = TextStyle.Body.Fit(text, Math.Min(width - Indent - Apart, Longest));
            var wide = Indent + (int)TextStyle.Body.Measure(shown) + Apart;
            if (x > 0 && x + wide - Apart > width) (x, line) = (0, line + 1);
            entries.Add((colour, shown, left + x, line));
            x += wide;
        }
    }

    /// <summary>Of all lines, in pixels.</summary>
    public int Height => entries.Count == 0 ? 0 : (entries[^1].Line + 1) * LineHeight;

    /// <summary>The classes that are shown, in their order, void last.</summary>
    public static IEnumerable<((byte, byte, byte) Colour, string Text)> Of(ClassSet classes, Func<byte, bool> shown)
    {
        var meanings = classes.Classes.Where((_, i) => shown((byte)i)).Select(c => (c.Colour, c.Name));
        return shown(ClassSet.Void) ? meanings.Append((Palette.Void, "void, not counted")) : meanings;
    }

    /// <summary>Draws the entries, the first line's top at <paramref name="top"/>.</summary>
    public void Draw(Canvas canvas, int top)
    {
        foreach (var (colour, text, x, line) in entries)
        {
            var y = top + line * LineHeight;
            canvas.Rectangle(x, y, Swatch, Swatch, Palette.Of(colour), radius: 3, outline: Palette.Frame);
            canvas.Text(text, x + Indent, y + 13.5, TextStyle.Body);
        }
    }
}
