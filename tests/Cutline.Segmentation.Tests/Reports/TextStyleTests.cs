using Cutline.Segmentation.Reports.Drawing;
using SkiaSharp;

namespace Cutline.Segmentation.Tests.Reports;

public sealed class TextStyleTests
{
    /// <summary>Letters come with the library: they show on a machine without fonts.</summary>
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Letters_are_drawn_in_the_embedded_font(bool bold)
    {
        Assert.Equal("Inter", Typefaces.Of(bold).FamilyName);
        using var canvas = new Canvas(200, 40);
        canvas.Text("Dice 0.9927 · IoU", 10, 28, TextStyle.Body with { Bold = bold });
        using var photo = canvas.ToPhoto();
        var dark = Enumerable.Range(0, 200 * 40).Count(i => photo.Pixels[3 * i] < 160);
        Assert.InRange(dark, 150, 2000);
    }

    [Fact]
    public void Charts_find_the_embedded_font()
    {
        Assert.Equal("Inter", ScottPlot.Fonts.GetTypeface(Typefaces.ForPlots(), false, false).FamilyName);
        Assert.Same(Typefaces.ForPlots(), Typefaces.ForPlots());
        Assert.Single(ScottPlot.Fonts.FontResolvers, r => r.CreateTypeface(Typefaces.Family, false, false) is not null);
    }

    [Fact]
    public void A_text_that_is_too_wide_keeps_its_beginning_and_its_end()
    {
        const string name = "an upright photo whose file name is so long that it cannot stand under its picture with its number 17.jpg";
        var fitted = TextStyle.Name.Fit(name, 300);

        Assert.InRange(TextStyle.Name.Measure(fitted), 250, 300);
        Assert.StartsWith("an upright", fitted);
        Assert.EndsWith("17.jpg", fitted);
        Assert.Contains('…', fitted);
        Assert.Equal("short", TextStyle.Name.Fit("short", 300));
        Assert.Equal("…", TextStyle.Name.Fit(name, 0));
    }

    [Fact]
    public void Emoji_are_not_cut_in_half_and_control_characters_are_replaced()
    {
        var fitted = TextStyle.Body.Fit(string.Concat(Enumerable.Repeat("🚗", 400)), 200);
        Assert.DoesNotContain('\uFFFD', fitted);
        Assert.Equal("a\uFFFDb\uFFFD", TextStyle.Body.Fit("a\u0007b\uD800", 300));
    }

    [Fact]
    public void Text_stands_left_right_and_in_the_middle()
    {
        (int First, int Last) Ink(SKTextAlign align)
        {
            using var canvas = new Canvas(300, 40);
            canvas.Text("middle", 150, 28, TextStyle.Title with { Align = align });
            using var photo = canvas.ToPhoto();
            var columns = Enumerable.Range(0, 300).Where(x => Enumerable.Range(0, 40).Any(y => photo.Pixels[3 * (y * 300 + x)] < 128))
                .ToArray();
            return (columns[0], columns[^1]);
        }

        Assert.InRange(Ink(SKTextAlign.Left).First, 150, 155);
        Assert.InRange(Ink(SKTextAlign.Right).Last, 145, 150);
        var (first, last) = Ink(SKTextAlign.Center);
        Assert.InRange((first + last) / 2, 146, 154);
    }

    [Fact]
    public void A_picture_is_put_pixel_by_pixel_and_none_beyond_the_page()
    {
        using var canvas = new Canvas(4, 3);
        using var picture = Imaging.Photo.FromPixels([1, 2, 3, 4, 5, 6], 2, 1, Imaging.PixelFormat.Rgb);
        using var grey = Imaging.Photo.FromPixels([7], 1, 1, Imaging.PixelFormat.Grey);
        canvas.Put(picture, 2, 1);
        canvas.Put(grey, 0, 2);
        using var photo = canvas.ToPhoto();
        Assert.Equal([1, 2, 3, 4, 5, 6], photo.Pixels.Slice((4 + 2) * 3, 6).ToArray());
        Assert.Equal([7, 7, 7, 255, 255, 255], photo.Pixels.Slice(8 * 3, 6).ToArray());
        Assert.Contains("does not fit a page of 4×3", Assert.Throws<ArgumentException>(() => canvas.Put(picture, 3, 1)).Message);
    }
}
