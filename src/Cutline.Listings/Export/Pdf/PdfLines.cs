using System.Globalization;

namespace Cutline.Listings.Export.Pdf;

/// <summary>Breaks text into lines that fit, at spaces, or within what is longer than a line.</summary>
internal static class PdfLines
{
    /// <param name="width">Points.</param>
    internal static IEnumerable<string> Of(string text, PdfFont font, double size, double width)
    {
        var space = font.Width(" ", size);
        foreach (var paragraph in text.ReplaceLineEndings("\n").Split('\n'))
        {
            var (line, taken) = ("", 0.0);
            foreach (var word in paragraph.Split((char[])[' ', '\t'], StringSplitOptions.RemoveEmptyEntries).SelectMany(w => Fitting(w, font, size, width)))
            {
                var wide = font.Width(word, size);
                if (line.Length > 0 && taken + space + wide > width)
                {
                    yield return line;
                    (line, taken) = ("", 0);
                }

                (line, taken) = line.Length == 0 ? (word, wide) : ($"{line} {word}", taken + space + wide);
            }

            yield return line;
        }
    }

    /// <summary>A word, in parts where it is longer than a line; letters stay whole.</summary>
    private static IEnumerable<string> Fitting(string word, PdfFont font, double size, double width)
    {
        if (font.Width(word, size) <= width)
        {
            yield return word;
            yield break;
        }

        var (from, taken) = (0, 0.0);
        for (var at = 0; at < word.Length;)
        {
            var length = StringInfo.GetNextTextElementLength(word, at);
            var wide = font.Width(word.Substring(at, length), size);
            if (at > from && taken + wide > width)
            {
                yield return word[from..at];
                (from, taken) = (at, 0);
            }

            (at, taken) = (at + length, taken + wide);
        }

        yield return word[from..];
    }
}
