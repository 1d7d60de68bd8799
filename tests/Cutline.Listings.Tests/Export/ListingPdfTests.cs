using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using Cutline.Listings.Export;
using Cutline.Listings.Export.Pdf;
using Cutline.Listings.Languages;

namespace Cutline.Listings.Tests.Export;

public sealed class ListingPdfTests
{
    private static readonly Listing German = Listings.Linnet(Language.German).Saying("Ein schöner Wagen mit 213 g/km CO₂.\n\nTürkis, größer, élégant, señor.");

    [Fact]
    public void Every_object_is_where_the_table_says()
    {
        var pdf = Encoding.Latin1.GetString(ListingPdf.Write(German, [DrawnPictures.Black, DrawnPictures.Black]));

        Assert.StartsWith("%PDF-1.7\n", pdf, StringComparison.Ordinal);
        var table = int.Parse(Regex.Match(pdf, "startxref\n([0-9]+)\n%%EOF\n\\z").Groups[1].Value, CultureInfo.InvariantCulture);
        var entries = Regex.Matches(pdf[table..], "^([0-9]{10}) 00000 n $", RegexOptions.Multiline);
        Assert.True(entries.Count > 8, $"{entries.Count} objects");
        for (var i = 0; i < entries.Count; i++) Assert.StartsWith($"{i + 1} 0 obj\n", pdf[int.Parse(entries[i].Groups[1].Value, CultureInfo.InvariantCulture)..], StringComparison.Ordinal);
        Assert.Single(Regex.Matches(pdf, "/Subtype /Image")); // one picture, though shown twice
    }

    [PopplerFact]
    public void Another_program_reads_all_of_its_text()
    {
        var text = Poppler.Text(ListingPdf.Write(German, [DrawnPictures.Black]));

        foreach (var said in (string[])["2019 Ostara Linnet RS4", "15.900 EUR", "Ein schöner Wagen mit 213 g/km CO₂.", "Türkis, größer, élégant, señor.", "Laufleistung", "84.500 km", "Technische Daten", "10,2 l/100 km · 23 mpg (US)", "row 13 of cars.csv of 2024-05-06", "1/2"])
            Assert.Contains(said.Replace(" ", "", StringComparison.Ordinal), text.Replace(" ", "", StringComparison.Ordinal), StringComparison.Ordinal);
    }

    [PopplerFact]
    public void It_is_painted_where_it_is_meant()
    {
        var page = Poppler.Page(ListingPdf.Write(Listings.Linnet(), [DrawnPictures.Black]), 1);
        var head = Regex.Match(Encoding.Latin1.GetString(page, 0, 40), @"\AP5\s+(\d+)\s+(\d+)\s+255\s");
        var (width, height) = (int.Parse(head.Groups[1].Value, CultureInfo.InvariantCulture), int.Parse(head.Groups[2].Value, CultureInfo.InvariantCulture));
        byte At(double x, double y) => page[head.Length + (int)(y / 841.89 * height) * width + (int)(x / 595.276 * width)]; // points from the upper left corner

        Assert.Equal((414, 585), (width, height)); // A4 at 50 dots an inch
        Assert.Equal(0, At(297, 250)); // the black picture, in the middle, 330 points high
        Assert.Equal((255, 255), (At(90, 250), At(20, 400))); // beside it, and the margin
        Assert.Contains(Enumerable.Range(48, 200), x => At(x, 62) < 128); // letters of the title
    }

    [PopplerFact]
    public void Whatever_is_typed_ends_in_a_page()
    {
        foreach (var hostile in (string[])
                 [
                     new('x', Listing.LongestText), string.Concat(Enumerable.Repeat("a\n", Listing.LongestText / 2)), new('\n', Listing.LongestText), "中文 العربية \U0001F697 \U0001F469\u200D\U0001F467", "(\\)<<>>endstream endobj %%EOF",
                     string.Concat(Enumerable.Repeat("\U0001F697", 5000)), "\u202Edesrever\u202C", "e\u0301\u0301\u0301", "a\tb",
                 ])
        {
            var name = string.Concat(hostile.Where(c => !char.IsControl(c) && !char.IsSurrogate(c)).Take(70));
            var pdf = ListingPdf.Write(Listings.Linnet().Saying(hostile) with { Car = new(2019, "Ostara", $"Linnet {name}") }, []);
            Assert.Contains("Engine size", Poppler.Text(pdf), StringComparison.Ordinal);
        }

        Assert.Contains("desrever", Poppler.Text(ListingPdf.Write(Listings.Linnet().Saying("\u202Edesrever\u202C"), [])), StringComparison.Ordinal);
        ListingPdf.Write(Listings.Linnet().Saying("half a letter: \uD83D"), []);
    }

    [Fact]
    public void A_picture_that_is_no_jpeg_is_named()
    {
        foreach (var bytes in (byte[][])[[], [0xFF], [0xFF, 0xD8], [0xFF, 0xD8, 0xFF, 0xC0, 0, 11, 8], [0xFF, 0xD8, 0xFF, 0xE0, 0xFF, 0xFF, 1], [.. "\x89PNG\r\n"u8], [0xFF, 0xD8, 0xFF, 0xE0, 0, 0]])
            Assert.Contains("broken.jpg is no JPEG", Assert.Throws<ExportException>(() => ListingPdf.Write(Listings.Linnet(), [new("broken.jpg", "image/jpeg", bytes)])).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_font_that_is_missing_or_damaged_is_named_with_the_repair()
    {
        using var folder = new TemporaryFolder();
        foreach (var bytes in (byte[]?[])[null, [], [0, 1, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0], File.ReadAllBytes(Path.Combine(DejaVu.Folder, "DejaVuSans.ttf"))[..2000]])
        {
            if (bytes is not null) File.WriteAllBytes(folder.At("DejaVuSans.ttf"), bytes);
            Assert.Contains("apt-get install fonts-dejavu-core", Assert.Throws<ExportException>(() => DejaVu.Load(folder.Path, "DejaVuSans")).Message, StringComparison.Ordinal);
        }
    }
}
