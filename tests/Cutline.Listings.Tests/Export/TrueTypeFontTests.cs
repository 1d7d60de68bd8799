using System.Text;
using Cutline.Listings.Export.Pdf;

namespace Cutline.Listings.Tests.Export;

public sealed class TrueTypeFontTests
{
    private static readonly TrueTypeFont Sans = DejaVu.Load(DejaVu.Folder, "DejaVuSans");

    /// <summary>FreeType's numbers for version 2.37: ImageFont.truetype("DejaVuSans.ttf", 2048).getlength(c).</summary>
    [Theory]
    [InlineData("A", 1401)]
    [InlineData(" ", 651)]
    [InlineData("é", 1260)]
    [InlineData("\U0001F600", 2135)]
    public void Characters_are_as_wide_as_freetype_says(string character, int width) => Assert.Equal(width, Sans.Width(Sans.Glyph(character.EnumerateRunes().Single())));

    [Fact]
    public void What_it_lacks_is_a_box() => Assert.Equal(0, Sans.Glyph(new Rune('中')));

    [Fact]
    public void A_subset_has_what_is_used_and_its_parts_and_nothing_else()
    {
        int Glyph(char c) => Sans.Glyph(new Rune(c));
        var subset = new TrueTypeFont(WithCharacters(FontSubset.Of(Sans, [Glyph('é'), Glyph('A')])));

        Assert.Equal((Sans.Count, Sans.UnitsPerEm), (subset.Count, subset.UnitsPerEm));
        foreach (var kept in "éAe") // é is put together from e and its accent
        {
            var outline = Sans.Outline(Glyph(kept)).ToArray();
            Assert.Equal(outline, subset.Outline(Glyph(kept))[..outline.Length].ToArray());
            Assert.NotEmpty(outline);
        }

        Assert.True(subset.Outline(Glyph('B')).IsEmpty);
        Assert.Equal(Sans.Width(Glyph('B')), subset.Width(Glyph('B')));
    }

    [Fact]
    public void Lines_fit_and_nothing_is_lost()
    {
        var font = DejaVu.Regular();
        var text = $"One two {new string('w', 200)} three 🚗🚗🚗🚗🚗🚗🚗🚗 four\nfive";
        string[] lines = [.. PdfLines.Of(text, font, 10, 90)];

        Assert.All(lines, line => Assert.True(font.Width(line, 10) <= 90, line));
        Assert.Equal(text.Replace(" ", "", StringComparison.Ordinal).Replace("\n", "", StringComparison.Ordinal), string.Concat(lines).Replace(" ", "", StringComparison.Ordinal));
        Assert.Equal(("One two", "five"), (lines[0], lines[^1]));
        Assert.Equal(["a", "", "b c"], PdfLines.Of("a\r\n\r\nb \t c", font, 10, 90));
        Assert.Equal(1401 * 10 / 2048.0, font.Width("A", 10), 9);
    }

    /// <summary>A PDF's fonts need no table of characters, and this reader asks for one: an empty one.</summary>
    private static byte[] WithCharacters(byte[] subset)
    {
        var count = subset[5];
        byte[] entry = [.. "cmap"u8, 0, 0, 0, 0, 0, 0, (byte)((subset.Length + 16) >> 8 & 0xFF), 0, 0, 0, 0, 4];
        System.Buffers.Binary.BinaryPrimitives.WriteInt32BigEndian(entry.AsSpan(8), subset.Length + 16);
        byte[] all = [.. subset[..(12 + 16 * count)], .. entry, .. subset[(12 + 16 * count)..], 0, 0, 0, 0];
        all[5]++;
        for (var i = 0; i < count; i++)
        {
            var at = all.AsSpan(12 + 16 * i + 8, 4);
            System.Buffers.Binary.BinaryPrimitives.WriteInt32BigEndian(at, System.Buffers.Binary.BinaryPrimitives.ReadInt32BigEndian(at) + 16);
        }

        return all;
    }
}
