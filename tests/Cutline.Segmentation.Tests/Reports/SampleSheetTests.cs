using Cutline.Imaging;
using Cutline.Segmentation.Reports;

namespace Cutline.Segmentation.Tests.Reports;

public sealed class SampleSheetTests
{
    private static readonly byte[] TooMuch = [0xE6, 0x4B, 0x00], Missed = [0x1E, 0x9B, 0xFF];

    [Theory]
    [InlineData(1, 1)]
    [InlineData(3, 700)]
    [InlineData(900, 2)]
    [InlineData(97, 101)]
    public void Photos_of_any_shape_find_their_place(int width, int height)
    {
        using var row = Row("odd", width, height, x => x < width / 2, x => x < width / 2);
        using var wide = Row("usual", 60, 40, _ => true, _ => true);
        using var sheet = new SampleSheet("Odd sizes") { PanelWidth = 120, MaxPanelHeight = 90 }.Render([row, wide]);
        Assert.Equal(2 * 28 + 3 * 120 + 2 * 14, sheet.Width);
        Assert.InRange(sheet.Height, 112 + 80 + 2 * 52, 112 + 90 + 80 + 2 * 52);
        Assert.Equal(PixelFormat.Rgb, sheet.Format);
    }

    /// <summary>The middle of each third of the prediction: right, too much, missed.</summary>
    [Fact]
    public void Errors_have_their_colours()
    {
        using var row = Row("errors", 90, 60, x => x < 30 || x >= 60, x => x < 60);
        using var sheet = new SampleSheet("Errors") { PanelWidth = 90, MaxPanelHeight = 60 }.Render([row]);
        byte[] At(int x, int y) => sheet.Pixels.Slice((y * sheet.Width + x) * 3, 3).ToArray();
        var left = 28 + 2 * (90 + 14);

        Assert.Equal(TooMuch, At(left + 45, 142));
        Assert.Equal(Missed, At(left + 75, 142));
        var right = At(left + 15, 142);
        Assert.True(right[0] == right[1] && right[1] == right[2]);
        Assert.Equal(60 * 30L, row.Score.TruePositives);
        Assert.Equal(60 * 30L, row.Score.FalsePositives);
        Assert.Equal(60 * 30L, row.Score.FalseNegatives);
        Assert.Equal(0.5, row.Score.Dice, 12);
    }

    [Fact]
    public void Hostile_and_long_names_are_drawn_as_text()
    {
        var name = "<image href='file:///etc/passwd'/>&\u0007\uD800\"" + string.Concat(Enumerable.Repeat("🚗", 400));
        using var row = Row(name, 40, 30, _ => true, _ => false);
        using var sheet = new SampleSheet(name).Render([row]);
        Assert.InRange(sheet.Width, 100, 2000);
    }

    [Fact]
    public void An_empty_sheet_says_so()
    {
        using var sheet = new SampleSheet("Nothing").Render([]);
        Assert.InRange(sheet.Height, 100, 300);
    }

    [Fact]
    public void Pictures_of_different_sizes_are_refused_by_name()
    {
        using var photo = Photo.FromPixels(new byte[12], 2, 2, PixelFormat.Rgb);
        using var mask = Photo.FromPixels(new byte[2], 2, 1, PixelFormat.Grey);
        Assert.Contains("car7", Assert.Throws<ArgumentException>(() => SheetRow.Of("car7", photo, mask, mask)).Message);
        Assert.Contains("Rgb", Assert.Throws<ArgumentException>(() => SheetRow.Of("car7", photo, photo, mask)).Message);
    }

    private static SheetRow Row(string name, int width, int height, Func<int, bool> truth, Func<int, bool> predicted)
    {
        var rgb = new byte[width * height * 3];
        Array.Fill(rgb, (byte)128);
        Photo Mask(Func<int, bool> car) =>
            Photo.FromPixels(
                [.. Enumerable.Range(0, width * height).Select(i => (byte)(car(i % width) ? 255 : 0))], width, height, PixelFormat.Grey);
        return SheetRow.Of(name, Photo.FromPixels(rgb, width, height, PixelFormat.Rgb), Mask(truth), Mask(predicted));
    }
}
