using Cutline.Imaging;
using Cutline.Segmentation.Labels;
using Cutline.Segmentation.Loading;
using Cutline.Segmentation.Reports;

namespace Cutline.Segmentation.Tests.Reports;

public sealed class AugmentSheetTests
{
    private static readonly ClassSet Scene = new([new("sky", (70, 130, 180)), new("ground", (128, 64, 128)), new("car <1>", (0, 0, 142))]);

    [Fact]
    public void Columns_are_versions_and_rows_are_samples()
    {
        using var sheet = Sheet(96, 64, 4);

        Assert.Equal(2 * 28 + 4 * 90 + 3 * 10, sheet.Width);
        Assert.InRange(sheet.Height, 2 * (2 * 60 + 10 + 40), 2 * (2 * 60 + 10 + 40) + 180);
    }

    /// <summary>Each column has the photo above and its classes' colours below.</summary>
    [Fact]
    public void Colours_are_the_classes_and_void_is_striped()
    {
        using var sheet = Sheet(90, 60, 2);
        var top = Enumerable.Range(0, sheet.Height).First(y => y > 120 && At(sheet, 28 + 45, y) is (200, 200, 200));

        foreach (var left in new[] { 28, 28 + 100 })
        {
            Assert.Equal((200, 200, 200), At(sheet, left + 5, top + 5));
            Assert.Equal(Mixed(70, 130, 180), At(sheet, left + 5, top + 70 + 5));
            Assert.Equal(Mixed(128, 64, 128), At(sheet, left + 5, top + 70 + 50));
            Assert.Equal(Mixed(0, 0, 142), At(sheet, left + 45, top + 70 + 30));
            Assert.Equal(
                [Mixed(91, 103, 112), Mixed(0xE3, 0xE7, 0xEB)],
                Enumerable.Range(0, 12).Select(x => At(sheet, left + 78 + x, top + 70 + 2)).Distinct().Order());
        }

        static (int, int, int) Mixed(int r, int g, int b) =>
            ((200 * 106 + r * 150) / 256, (200 * 106 + g * 150) / 256, (200 * 106 + b * 150) / 256);
    }

    [Theory]
    [InlineData(1, 1)]
    [InlineData(200, 3)]
    [InlineData(2, 90)]
    public void Samples_of_any_shape_and_cropped_ones_find_their_place(int width, int height)
    {
        using var whole = Samples(width, height);
        using var cropped = Samples(Math.Max(1, width / 2), Math.Max(1, height / 2));
        using var sheet = new AugmentSheet("Scenes") { PanelWidth = 90 }
            .Render([("as it is", whole), ("cropped", cropped)], ["one", "two"], Scene);
        Assert.Equal(2 * 28 + 2 * 90 + 10, sheet.Width);
    }

    [Fact]
    public void What_cannot_be_laid_out_is_refused()
    {
        using var samples = Samples(8, 8);
        Assert.Contains(
            "2 samples with 1 names",
            Assert.Throws<ArgumentException>(() => new AugmentSheet("Cars").Render([("as it is", samples)], ["a"], Scene)).Message);
        Assert.Contains(
            "no version to show", Assert.Throws<ArgumentException>(() => new AugmentSheet("Cars").Render([], ["a"], Scene)).Message);
    }

    private static (int R, int G, int B) At(Photo picture, int x, int y)
    {
        var pixel = picture.Pixels.Slice((y * picture.Width + x) * 3, 3);
        return (pixel[0], pixel[1], pixel[2]);
    }

    private static Photo Sheet(int width, int height, int versions)
    {
        using var samples = Samples(width, height);
        var sheet = new AugmentSheet("Scenes <&>") { PanelWidth = 90 }.Render(
            [.. Enumerable.Range(-1, versions).Select(i => (i < 0 ? "as it is" : $"step {i} of seed 0", samples))], ["one", "two & more"],
            Scene);
        Drawn.Show(sheet, $"augment-{width}x{height}.png");
        return sheet;
    }

    /// <summary>Two samples in grey: sky above ground with a car in the middle, and void in the upper right corner.</summary>
    private static Batch Samples(int width, int height)
    {
        var mask = Enumerable.Range(0, 2 * width * height).Select(i =>
        {
            var (x, y) = ((double)(i % width) / width, (double)(i / width % height) / height);
            return (byte)(x > 0.8 && y < 0.3 ? ClassSet.Void : Math.Abs(x - 0.5) < 0.2 && Math.Abs(y - 0.5) < 0.2 ? 2 : y < 0.5 ? 0 : 1);
        }).ToArray();
        return new Batch([.. Enumerable.Repeat((byte)200, 2 * width * height * 3)], mask, [0, 1], height, width);
    }
}
