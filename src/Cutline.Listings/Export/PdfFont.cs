using System.Globalization;
using System.Text;
using PdfSharp.Drawing;
using PdfSharp.Fonts;
using PdfSharp.Pdf;

namespace Cutline.Listings.Export;

/// <summary>
/// DejaVu Sans in one size and weight, with the text operations a page layout needs. The font files are resources of this assembly.
/// </summary>
internal sealed class PdfFont
{
    // Typefaces are built from the bytes, not through PDFsharp's global font resolver: an application may have set its own,
    // and PDFsharp accepts none after the first font was used.
    private static readonly Lazy<XGlyphTypeface> Regular = new(() => Load("DejaVuSans.ttf")), Bold = new(() => Load("DejaVuSans-Bold.ttf"));

    private readonly XGraphics ruler = XGraphics.CreateMeasureContext(new XSize(1, 1), XGraphicsUnit.Point, XPageDirection.Downwards);

    /// <param name="size">Points.</param>
    /// <param name="bold">Whether to use the bold face.</param>
    internal PdfFont(double size, bool bold = false)
    {
        var options = new XPdfFontOptions(PdfFontEncoding.Unicode, PdfFontEmbedding.TryComputeSubset);
        Font = new XFont((bold ? Bold : Regular).Value, size, options);
    }

    /// <summary>The font as PDFsharp draws it.</summary>
    internal XFont Font { get; }

    /// <summary>The font's size in points.</summary>
    internal double Size => Font.Size;

    /// <summary>The width of a text on one line, in points.</summary>
    internal double Width(string text) => ruler.MeasureString(text, Font).Width;

    /// <summary>
    /// The text without direction marks, which this layout does not follow, and with U+FFFD for every character that the font
    /// lacks and for every unpaired surrogate.
    /// </summary>
    internal string Printable(string text)
    {
        var printable = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes()) // an unpaired surrogate is enumerated as U+FFFD
        {
            if (rune.Value is (>= 0x202A and <= 0x202E) or (>= 0x2066 and <= 0x2069) or 0x200E or 0x200F or 0xFEFF) continue;
            var known = Rune.IsControl(rune) || GlyphHelper.GlyphIndexFromCodePoint(rune.Value, Font) != 0;
            printable.Append((known ? rune : Rune.ReplacementChar).ToString());
        }

        return printable.ToString();
    }

    /// <summary>Breaks a text into lines at its line breaks and at spaces, and inside words that are longer than a line.</summary>
    /// <param name="text">Printable text.</param>
    /// <param name="width">The longest line, in points.</param>
    internal IEnumerable<string> Lines(string text, double width)
    {
        var space = Width(" ");
        foreach (var paragraph in text.ReplaceLineEndings("\n").Split('\n'))
        {
            var (line, used) = ("", 0.0);
            var words = paragraph.Split((char[])[' ', '\t'], StringSplitOptions.RemoveEmptyEntries);
            foreach (var word in words.SelectMany(w => Parts(w, width)))
            {
                var wordWidth = Width(word);
                if (line.Length > 0 && used + space + wordWidth > width)
                {
                    yield return line;
                    (line, used) = ("", 0);
                }

                (line, used) = line.Length == 0 ? (word, wordWidth) : ($"{line} {word}", used + space + wordWidth);
            }

            yield return line;
        }
    }

    /// <summary>Splits a word that is longer than a line; characters with their accents stay together.</summary>
    private IEnumerable<string> Parts(string word, double width)
    {
        if (Width(word) <= width)
        {
            yield return word;
            yield break;
        }

        var (from, used) = (0, 0.0);
        for (var at = 0; at < word.Length;)
        {
            var length = StringInfo.GetNextTextElementLength(word, at);
            var elementWidth = Width(word.Substring(at, length));
            if (at > from && used + elementWidth > width)
            {
                yield return word[from..at];
                (from, used) = (at, 0);
            }

            (at, used) = (at + length, used + elementWidth);
        }

        yield return word[from..];
    }

    private static XGlyphTypeface Load(string resource)
    {
        using var stream = typeof(PdfFont).Assembly.GetManifestResourceStream(resource)!;
        var bytes = new byte[stream.Length];
        stream.ReadExactly(bytes);
        return new(XFontSource.GetOrCreateFrom(bytes));
    }
}
