using System.Globalization;
using System.Security;
using System.Text;

namespace Cutline.Segmentation.Reports;

/// <summary>Words in a drawing. Fonts come from the system; on Debian the package fonts-dejavu-core has those asked for here.</summary>
internal static class SvgText
{
    /// <summary>What every drawing asks for, in order.</summary>
    public const string Family = "DejaVu Sans, Liberation Sans, Noto Sans, DejaVu Sans Mono, sans-serif";

    /// <summary>Average width of a character over the font's size, of DejaVu Sans.</summary>
    private const double CharacterWidth = 0.6;

    /// <summary>A line of text as SVG.</summary>
    /// <param name="anchor">start, middle or end: what (x, y) is of the text.</param>
    /// <param name="more">Further attributes.</param>
    public static string Line(double x, double y, string text, double size = 15, string colour = Palette.Ink, string anchor = "start", string more = "") =>
        string.Create(CultureInfo.InvariantCulture, $"""<text x="{x:0.##}" y="{y:0.##}" font-size="{size:0.##}" fill="{colour}" text-anchor="{anchor}" {more}>{Escape(text)}</text>""");

    /// <summary>The text shortened in its middle to about a width, its beginning and end kept.</summary>
    public static string Fit(string text, double width, double size)
    {
        var room = Math.Max(3, (int)(width / (size * CharacterWidth)));
        if (text.Length <= room) return text;
        var (head, tail) = (room / 2, text.Length - (room - room / 2 - 1));
        if (char.IsHighSurrogate(text[head - 1])) head--;
        if (tail < text.Length && char.IsLowSurrogate(text[tail])) tail++;
        return $"{text.AsSpan(0, head)}…{text.AsSpan(tail)}";
    }

    /// <summary>Text that any XML reader accepts: marks escaped, characters that XML does not have replaced.</summary>
    public static string Escape(string text)
    {
        var clean = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes())
        {
            var control = rune.Value < 0x20 || rune.Value is >= 0x7F and <= 0x9F or 0xFFFE or 0xFFFF;
            clean.Append((control ? Rune.ReplacementChar : rune).ToString());
        }

        return SecurityElement.Escape(clean.ToString());
    }
}
