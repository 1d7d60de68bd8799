using Cutline.Listings.Export;

namespace Cutline.Listings.Tests.Export;

public sealed class PdfFontTests
{
    /// <summary>FreeType's widths for DejaVu Sans 2.37: ImageFont.truetype("DejaVuSans.ttf", 2048).getlength(c).</summary>
    [Theory]
    [InlineData("A", 1401)]
    [InlineData(" ", 651)]
    [InlineData("é", 1260)]
    [InlineData("\U0001F600", 2135)]
    public void Characters_have_the_widths_that_FreeType_measures(string character, int width) =>
        Assert.Equal(width * 10 / 2048.0, new PdfFont(10).Width(character), 9);

    [Fact]
    public void The_bold_face_is_wider() => Assert.True(new PdfFont(10, bold: true).Width("Linnet") > new PdfFont(10).Width("Linnet"));

    [Theory]
    [InlineData("中", "\uFFFD")]
    [InlineData("\U0001F697", "\uFFFD")]
    [InlineData("\u202Edesrever\u202C", "desrever")]
    [InlineData("Ёж ωΩ שלום ქართული \U0001F600\n\t", "Ёж ωΩ שלום ქართული \U0001F600\n\t")]
    public void Characters_that_cannot_be_drawn_are_replaced(string text, string printable) =>
        Assert.Equal(printable, new PdfFont(10).Printable(text));

    [Fact]
    public void An_unpaired_surrogate_is_replaced() => Assert.Equal("half: \uFFFD", new PdfFont(10).Printable("half: \uD83D"));

    [Fact]
    public void Lines_fit_and_no_text_is_lost()
    {
        var font = new PdfFont(10);
        var text = $"One two {new string('w', 200)} three 😀😀😀😀😀😀😀😀😀😀 four\nfive";
        string[] lines = [.. font.Lines(text, 90)];

        Assert.All(lines, line => Assert.True(font.Width(line) <= 90, line));
        Assert.Equal(Letters(text), Letters(string.Concat(lines)));
        Assert.Equal(("One two", "five"), (lines[0], lines[^1]));
        Assert.Equal(["a", "", "b c"], font.Lines("a\r\n\r\nb \t c", 90));

        static string Letters(string text) => string.Concat(text.Where(c => !char.IsWhiteSpace(c)));
    }
}
