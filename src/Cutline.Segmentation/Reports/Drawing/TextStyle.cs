using System.Text;
using SkiaSharp;

namespace Cutline.Segmentation.Reports.Drawing;

/// <summary>How a line of text is drawn and measured.</summary>
/// <param name="Size">Of the font, in pixels.</param>
/// <param name="Colour">Of the letters.</param>
/// <param name="Bold">Whether the semi-bold font is used.</param>
/// <param name="Align">What the position is of the line: its left end, its middle or its right end.</param>
internal readonly record struct TextStyle(float Size, SKColor Colour, bool Bold = false, SKTextAlign Align = SKTextAlign.Left)
{
    /// <summary>The styles of all pages.</summary>
    public static readonly TextStyle
        Title = new(24, Palette.Ink, Bold: true), Name = new(16, Palette.Ink, Bold: true), Body = new(15, Palette.Ink),
        Note = new(15, Palette.Muted);

    /// <summary>The width of a line in pixels.</summary>
    public float Measure(string text)
    {
        var width = 0f;
        foreach (var (part, typeface) in Typefaces.Runs(Clean(text), Bold))
        {
            using var font = Font(typeface, Size);
            width += font.MeasureText(part);
        }

        return width;
    }

    /// <summary>The text, shortened in its middle where it is wider than <paramref name="width"/> pixels.</summary>
    public string Fit(string text, double width)
    {
        text = Clean(text);
        if (Measure(text) <= width) return text;
        var runes = text.EnumerateRunes().ToArray();
        var (fits, tooLong) = (0, runes.Length);
        while (tooLong - fits > 1)
        {
            var middle = (fits + tooLong) / 2;
            if (Measure(Shortened(runes, middle)) <= width) fits = middle;
            else tooLong = middle;
        }

        return Shortened(runes, fits);
    }

    /// <summary>Draws a line, its baseline at <paramref name="y"/>.</summary>
    public void Draw(SKCanvas canvas, string text, float x, float y)
    {
        text = Clean(text);
        if (Align != SKTextAlign.Left) x -= Measure(text) * (Align == SKTextAlign.Center ? 0.5f : 1);
        using var paint = new SKPaint { Color = Colour, IsAntialias = true };
        foreach (var (part, typeface) in Typefaces.Runs(text, Bold))
        {
            using var font = Font(typeface, Size);
            canvas.DrawText(part, x, y, SKTextAlign.Left, font, paint);
            x += font.MeasureText(part);
        }
    }

    private static string Shortened(Rune[] runes, int kept) =>
        string.Concat(runes.Take((kept + 1) / 2).Select(r => r.ToString())) + "…"
            + string.Concat(runes.Skip(runes.Length - kept / 2).Select(r => r.ToString()));

    /// <summary>Control characters and broken surrogates shown as the replacement character.</summary>
    private static string Clean(string text)
    {
        var clean = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes()) clean.Append((Rune.IsControl(rune) ? Rune.ReplacementChar : rune).ToString());
        return clean.ToString();
    }

    private static SKFont Font(SKTypeface typeface, float size) =>
        new(typeface, size) { Subpixel = true, Edging = SKFontEdging.Antialias, Hinting = SKFontHinting.None };
}
