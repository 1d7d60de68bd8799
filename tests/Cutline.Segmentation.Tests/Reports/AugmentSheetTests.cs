using Cutline.Imaging;
using Cutline.Segmentation.Datasets;
using Cutline.Segmentation.Reports;
using Cutline.Segmentation.Tests.Datasets;
using Cutline.Segmentation.Preprocessing;
using Cutline.Torch;

namespace Cutline.Segmentation.Tests.Reports;

[Collection("live tensors")]
public sealed class AugmentSheetTests
{
    private static readonly ClassSet Scene = new([new("sky", (70, 130, 180)), new("ground", (128, 64, 128)), new("car <1>", (0, 0, 142))]);

    private static readonly Augmentation Varied = Augmentation.Street with { Rotate = 20, CutOut = 1, Jpeg = 1, ScaleDown = 0.7 };

    [Fact]
    public void Columns_are_versions_and_rows_are_samples()
    {
        using var sheet = Sheet(Varied, 96, 64, 3);

        Assert.Equal(2 * 28 + 4 * 90 + 3 * 10, sheet.Width);
        Assert.InRange(sheet.Height, 2 * (2 * 60 + 10 + 40), 2 * (2 * 60 + 10 + 40) + 180);
    }

    /// <summary>Nothing varied: every column is the first, the photo above and its classes' colours below.</summary>
    [Fact]
    public void Colours_are_the_classes_and_void_is_striped()
    {
        using var sheet = Sheet(Augmentation.None, 90, 60, 1);
        var top = Enumerable.Range(0, sheet.Height).First(y => y > 120 && At(sheet, 28 + 45, y) is (200, 200, 200));

        foreach (var left in new[] { 28, 28 + 100 })
        {
            Assert.Equal((200, 200, 200), At(sheet, left + 5, top + 5));
            Assert.Equal(Mixed(70, 130, 180), At(sheet, left + 5, top + 70 + 5));
            Assert.Equal(Mixed(128, 64, 128), At(sheet, left + 5, top + 70 + 50));
            Assert.Equal(Mixed(0, 0, 142), At(sheet, left + 45, top + 70 + 30));
            Assert.Equal([Mixed(91, 103, 112), Mixed(0xE3, 0xE7, 0xEB)], Enumerable.Range(0, 12).Select(x => At(sheet, left + 78 + x, top + 70 + 2)).Distinct().Order());
        }

        static (int, int, int) Mixed(int r, int g, int b) => ((200 * 106 + r * 150) / 256, (200 * 106 + g * 150) / 256, (200 * 106 + b * 150) / 256);
    }

    [Fact]
    public void The_draws_are_the_seeds()
    {
        using var first = Sheet(Varied, 96, 64, 2);
        using var again = Sheet(Varied, 96, 64, 2);
        using var other = Sheet(Varied, 96, 64, 2, seed: 1);

        Assert.True(first.Pixels.SequenceEqual(again.Pixels));
        Assert.False(first.Pixels.SequenceEqual(other.Pixels));
    }

    [Theory]
    [InlineData(1, 1)]
    [InlineData(200, 3)]
    [InlineData(2, 90)]
    public void Samples_of_any_shape_and_cropped_ones_find_their_place(int width, int height)
    {
        using var sheet = Sheet(Varied with { Crop = 0.5 }, width, height, 2);
        Assert.Equal(2 * 28 + 3 * 90 + 2 * 10, sheet.Width);
    }

    [Fact]
    public void Drawn_cars_as_their_training_sees_them()
    {
        using var data = new SyntheticDataset(2);
        using var set = new DecodedSet(data, PreprocessOptions.Square(64));
        using var batch = new BatchLoader(set, [0, 1]).Epoch(0).First();
        using var walls = Backgrounds.Load([]);
        using var sheet = new AugmentSheet("Cars") { Versions = 2 }.Render(batch, ["a", "b"], ClassSet.Car, Augmentation.Strong, walls, 0);

        Assert.Equal(PixelFormat.Rgb, sheet.Format);
        Assert.Contains("2 samples with 1 names", Assert.Throws<ArgumentException>(() => new AugmentSheet("Cars").Render(batch, ["a"], ClassSet.Car, Augmentation.Strong, walls, 0)).Message);
        Assert.StartsWith("augment.flip is 7", Assert.Throws<ArgumentException>(() => new AugmentSheet("Cars").Render(batch, ["a", "b"], ClassSet.Car, new() { Flip = 7 }, walls, 0)).Message);
    }

    [Fact]
    public void No_tensors_stay()
    {
        Sheet(Varied, 40, 30, 2).Dispose();
        var before = Tensor.LiveCount;

        Sheet(Varied, 40, 30, 2).Dispose();

        Assert.Equal(before, Tensor.LiveCount);
    }

    private static (int R, int G, int B) At(Photo picture, int x, int y)
    {
        var pixel = picture.Pixels.Slice((y * picture.Width + x) * 3, 3);
        return (pixel[0], pixel[1], pixel[2]);
    }

    /// <summary>Two samples in grey: sky above ground with a car in the middle, and void in the upper right corner.</summary>
    private static Photo Sheet(Augmentation options, int width, int height, int versions, long seed = 0)
    {
        var mask = Enumerable.Range(0, 2 * width * height).Select(i =>
        {
            var (x, y) = ((double)(i % width) / width, (double)(i / width % height) / height);
            return (byte)(x > 0.8 && y < 0.3 ? ClassSet.Void : Math.Abs(x - 0.5) < 0.2 && Math.Abs(y - 0.5) < 0.2 ? 2 : y < 0.5 ? 0 : 1);
        }).ToArray();
        using var batch = new Batch(
            TensorScope.Detach(Tensor.Full([2, height, width, 3], 200, DType.UInt8)), TensorScope.Detach(Tensor.From<byte>(mask, 2, height, width)), [0, 1]);
        using var walls = Backgrounds.Load([]);
        return new AugmentSheet("Scenes <&>") { Versions = versions, PanelWidth = 90 }.Render(batch, ["one", "two & more"], Scene, options, walls, seed);
    }
}
