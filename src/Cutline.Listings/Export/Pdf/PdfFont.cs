using System.Globalization;
using System.Text;

namespace Cutline.Listings.Export.Pdf;

/// <summary>A font as a PDF uses it: by its glyphs' numbers, with the outlines that were used in the file, and what they mean so that text can be searched and copied.</summary>
internal sealed class PdfFont(TrueTypeFont font, string name)
{
    private const int Em = 1000; // PDF's units

    private readonly SortedDictionary<int, Rune> used = [];

    /// <summary>In points.</summary>
    internal double Width(string text, double size) => text.EnumerateRunes().Sum(c => font.Width(font.Glyph(c))) * size / font.UnitsPerEm;

    /// <summary>The text as a string object.</summary>
    internal string Shown(string text)
    {
        var hex = new StringBuilder("<");
        foreach (var character in text.EnumerateRunes())
        {
            var glyph = font.Glyph(character);
            used[glyph] = glyph == 0 ? Rune.ReplacementChar : character;
            hex.Append(CultureInfo.InvariantCulture, $"{glyph:X4}");
        }

        return hex.Append('>').ToString();
    }

    /// <summary>Writes the font with all that was shown in it.</summary>
    internal void Write(PdfFile file, int number)
    {
        var subset = FontSubset.Of(font, used.Keys);
        var program = file.AddStream(string.Create(CultureInfo.InvariantCulture, $"/Length1 {subset.Length}"), subset);
        var box = string.Join(' ', font.Box.Select(Scaled));
        var descriptor = file.Add($"<< /Type /FontDescriptor /FontName /{Tagged} /Flags 32 /FontBBox [{box}] /ItalicAngle 0 /Ascent {Scaled(font.Ascent)} /Descent {Scaled(font.Descent)} /CapHeight {Scaled(font.Ascent)} /StemV 80 /FontFile2 {program} 0 R >>");
        var widths = string.Join(' ', used.Keys.Select(glyph => $"{glyph} [{Scaled(font.Width(glyph))}]"));
        var glyphs = file.Add($"<< /Type /Font /Subtype /CIDFontType2 /BaseFont /{Tagged} /CIDSystemInfo << /Registry (Adobe) /Ordering (Identity) /Supplement 0 >> /FontDescriptor {descriptor} 0 R /W [{widths}] /CIDToGIDMap /Identity >>");
        var meaning = file.AddStream("", Encoding.ASCII.GetBytes(Meaning()));
        file.Add(number, $"<< /Type /Font /Subtype /Type0 /BaseFont /{Tagged} /Encoding /Identity-H /DescendantFonts [{glyphs} 0 R] /ToUnicode {meaning} 0 R >>");
    }

    /// <summary>Subsets are named with six letters before (9.6.4).</summary>
    private string Tagged => $"CTLINE+{name}";

    private int Scaled(int units) => units * Em / font.UnitsPerEm;

    /// <summary>Which characters the glyphs stand for (9.10.3).</summary>
    private string Meaning()
    {
        var map = new StringBuilder("/CIDInit /ProcSet findresource begin\n12 dict begin\nbegincmap\n/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def\n/CMapName /Adobe-Identity-UCS def\n/CMapType 2 def\n1 begincodespacerange\n<0000> <FFFF>\nendcodespacerange\n");
        foreach (var group in used.Chunk(100)) // as many as are allowed at once
        {
            map.Append(CultureInfo.InvariantCulture, $"{group.Length} beginbfchar\n");
            foreach (var (glyph, character) in group) map.Append(CultureInfo.InvariantCulture, $"<{glyph:X4}> <{Convert.ToHexString(Encoding.BigEndianUnicode.GetBytes(character.ToString()))}>\n");
            map.Append("endbfchar\n");
        }

        return map.Append("endcmap\nCMapName currentdict /CMap defineresource pop\nend\nend\n").ToString();
    }
}
