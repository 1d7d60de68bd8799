using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using Cutline.Listings.Export;
using Cutline.Listings.Languages;

namespace Cutline.Listings.Tests.Export;

public sealed class ListingPdfTests
{
    private static readonly Listing German =
        Listings.Linnet(Language.German).Saying("Ein schöner Wagen mit 213 g/km CO₂.\n\nTürkis, größer, élégant, señor.");

    [Fact]
    public void A_picture_that_is_shown_twice_is_embedded_once_and_unchanged()
    {
        var picture = DrawnPictures.Black;
        var copy = picture with { Name = "copy.jpg", Bytes = picture.Bytes.ToArray() };

        var pdf = Encoding.Latin1.GetString(ListingPdf.Write(German, [picture, picture, copy]));

        Assert.StartsWith("%PDF-1.", pdf, StringComparison.Ordinal);
        Assert.Single(Regex.Matches(pdf, @"/Subtype\s*/Image"));
        Assert.Single(Regex.Matches(pdf, Regex.Escape(Encoding.Latin1.GetString(picture.Bytes.Span))));
    }

    [PopplerFact]
    public void Poppler_extracts_the_picture_byte_for_byte() =>
        Assert.Equal(DrawnPictures.Black.Bytes.ToArray(), Assert.Single(Poppler.Images(ListingPdf.Write(German, [DrawnPictures.Black]))));

    [PopplerFact]
    public void Both_fonts_are_embedded_as_subsets_with_their_Unicode_maps()
    {
        var pdf = ListingPdf.Write(German, []);

        Assert.Equal(2, Poppler.Fonts(pdf).Length);
        Assert.All(Poppler.Fonts(pdf), font => Assert.Matches("^[A-Z]{6}[+]DejaVu", font[0]));
        Assert.All(Poppler.Fonts(pdf), font => Assert.Equal(["CID-TrueType", "Identity-H", "yes", "yes", "yes"], font[^7..^2]));
        Assert.True(pdf.Length < 100_000, $"{pdf.Length} bytes, as if whole fonts were in the file");
    }

    [PopplerFact]
    public void Poppler_extracts_all_of_the_text()
    {
        var text = WithoutSpaces(Poppler.Text(ListingPdf.Write(German, [DrawnPictures.Black])));

        foreach (var part in (string[])
                 [
                     "2019 Ostara Linnet RS4", "15.900 EUR", "Ein schöner Wagen mit 213 g/km CO₂.", "Türkis, größer, élégant, señor.",
                     "Laufleistung", "84.500 km", "Technische Daten", "10,2 l/100 km · 23 mpg (US)",
                     "row 13 of cars.csv of 2024-05-06", "1 / 2",
                 ])
            Assert.Contains(WithoutSpaces(part), text, StringComparison.Ordinal);
    }

    [PopplerFact]
    public void Letters_of_other_scripts_are_extracted_as_they_were_written()
    {
        const string Text = "Ёлка ελληνικά ქართული հայերեն ⅔ → ☺ \U0001F600\U0001F601 Ḫ";

        Assert.Contains(WithoutSpaces(Text), WithoutSpaces(Poppler.Text(ListingPdf.Write(Listings.Linnet().Saying(Text), []))),
            StringComparison.Ordinal);
    }

    [PopplerFact]
    public void Text_and_pictures_are_drawn_at_their_places()
    {
        var page = Poppler.Page(ListingPdf.Write(Listings.Linnet(), [DrawnPictures.Black]), 1);
        var head = Regex.Match(Encoding.Latin1.GetString(page, 0, 40), @"\AP5\s+(\d+)\s+(\d+)\s+255\s");
        var width = int.Parse(head.Groups[1].Value, CultureInfo.InvariantCulture);
        var height = int.Parse(head.Groups[2].Value, CultureInfo.InvariantCulture);
        byte At(double x, double y) => // points from the upper left corner
            page[head.Length + (int)(y / 841.89 * height) * width + (int)(x / 595.276 * width)];

        Assert.Equal((414, 585), (width, height)); // A4 at 50 dots an inch
        Assert.Equal(0, At(297, 250)); // the black picture, in the middle, 330 points high
        Assert.Equal((255, 255), (At(90, 250), At(20, 400))); // beside it, and the margin
        Assert.Contains(Enumerable.Range(48, 200), x => At(x, 62) < 128); // letters of the title
    }

    [PopplerFact]
    public void Any_text_gives_a_valid_file()
    {
        foreach (var hostile in (string[])
                 [
                     new('x', Listing.MaxTextLength), string.Concat(Enumerable.Repeat("a\n", Listing.MaxTextLength / 2)),
                     new('\n', Listing.MaxTextLength), "中文 العربية \U0001F697 \U0001F469\u200D\U0001F467", "(\\)<<>>endstream endobj %%EOF",
                     string.Concat(Enumerable.Repeat("\U0001F697", 5000)), "\u202Edesrever\u202C", "e\u0301\u0301\u0301", "a\tb",
                 ])
        {
            var name = string.Concat(hostile.Where(c => !char.IsControl(c) && !char.IsSurrogate(c)).Take(70));
            var pdf = ListingPdf.Write(Listings.Linnet().Saying(hostile) with { Car = new(2019, "Ostara", $"Linnet {name}") }, []);
            Assert.Contains("Engine size", Poppler.Text(pdf), StringComparison.Ordinal);
        }

        Assert.Contains("desrever", Poppler.Text(ListingPdf.Write(Listings.Linnet().Saying("\u202Edesrever\u202C"), [])),
            StringComparison.Ordinal);
        ListingPdf.Write(Listings.Linnet().Saying("half a letter: \uD83D"), []);
    }

    [PopplerFact]
    public void Several_threads_can_export_at_once()
    {
        var listings = Enumerable.Range(0, 8).Select(n => Listings.Linnet().Saying($"Number {n} αβγδε"[..(8 + n % 6)])).ToArray();

        Parallel.ForEach(listings, listing =>
        {
            for (var i = 0; i < 3; i++)
                Assert.Contains(listing.Text!.Trim(), Poppler.Text(ListingPdf.Write(listing, [DrawnPictures.Black])),
                    StringComparison.Ordinal);
        });
    }

    [Fact]
    public void A_picture_that_is_not_a_JPEG_is_named()
    {
        foreach (var bytes in (byte[][])
                 [
                     [], [0xFF], [0xFF, 0xD8], [0xFF, 0xD8, 0xFF, 0xC0, 0, 11, 8], [0xFF, 0xD8, 0xFF, 0xE0, 0xFF, 0xFF, 1],
                     [.. "\x89PNG\r\n"u8], [0xFF, 0xD8, 0xFF, 0xE0, 0, 0], [.. "%PDF-1.7"u8], DrawnPictures.Black.Bytes.ToArray()[..100],
                 ])
        {
            var e = Assert.Throws<ExportException>(() => ListingPdf.Write(Listings.Linnet(), [new("broken.jpg", "image/jpeg", bytes)]));
            Assert.Contains("broken.jpg is not a JPEG", e.Message, StringComparison.Ordinal);
        }
    }

    private static string WithoutSpaces(string text) => string.Concat(text.Where(c => !char.IsWhiteSpace(c)));
}
