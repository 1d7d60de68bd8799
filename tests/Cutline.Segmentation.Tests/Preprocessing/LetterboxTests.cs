using Cutline.Segmentation.Preprocessing;

namespace Cutline.Segmentation.Tests.Preprocessing;

public class LetterboxTests
{
    private static PreprocessOptions Boxed(int width, int height) => new(width, height, Fit.Letterbox);

    [Fact]
    public void A_wide_photo_by_hand()
    {
        // 400×200 into 128×128: scale 128/400 = 0.32, so 128×64, with 32 rows above and 32 below.
        var box = Letterbox.For(400, 200, Boxed(128, 128));

        Assert.Equal(new Letterbox(400, 200, 128, 128, 0, 32, 128, 64), box);
        Assert.True(box.IsPadded);
        Assert.Equal((0, 32), box.ToModel(0, 0));
        Assert.Equal((64, 64), box.ToModel(200, 100));
        Assert.Equal((128, 96), box.ToModel(400, 200));
        Assert.Equal((0, -100), box.ToNative(0, 0)); // in the border: above the photo
        Assert.Equal((100, 50), box.ToNative(32, 48));
    }

    [Fact]
    public void Carvana_by_hand()
    {
        // 1918×1280 into 512×512: scale 512/1918; 1280 · 512/1918 = 341.69 → 342 rows, 170 left over, 85 above.
        Assert.Equal(new Letterbox(1918, 1280, 512, 512, 0, 85, 512, 342), Letterbox.For(1918, 1280, Boxed(512, 512)));
    }

    [Fact]
    public void An_odd_pixel_goes_right() =>
        Assert.Equal(new Letterbox(3, 8, 8, 8, 2, 0, 3, 8), Letterbox.For(3, 8, Boxed(8, 8)));

    [Fact]
    public void A_line_keeps_a_pixel() =>
        Assert.Equal(new Letterbox(10_000, 1, 128, 128, 0, 63, 128, 1), Letterbox.For(10_000, 1, Boxed(128, 128)));

    [Fact]
    public void Stretching_has_no_border()
    {
        var box = Letterbox.For(400, 200, PreprocessOptions.Square(128));

        Assert.False(box.IsPadded);
        Assert.Equal((64, 64), box.ToModel(200, 100));
    }

    [Theory]
    [InlineData(1918, 1280, Fit.Letterbox)]
    [InlineData(333, 777, Fit.Letterbox)]
    [InlineData(17, 4001, Fit.Stretch)]
    public void There_and_back(int width, int height, Fit fit)
    {
        var box = Letterbox.For(width, height, new PreprocessOptions(224, 160, fit));
        for (var i = 0; i <= 20; i++)
        {
            var (x, y) = (width * i / 20.0, height * (20 - i) / 20.0);
            var there = box.ToModel(x, y);
            var (backX, backY) = box.ToNative(there.X, there.Y);
            Assert.Equal(x, backX, 1e-9);
            Assert.Equal(y, backY, 1e-9);
            Assert.InRange(there.X, box.X - 1e-9, box.X + box.ContentWidth + 1e-9);
            Assert.InRange(there.Y, box.Y - 1e-9, box.Y + box.ContentHeight + 1e-9);
        }
    }

    [Fact]
    public void No_photo_no_geometry() => Assert.Throws<ArgumentException>(() => Letterbox.For(0, 5, Boxed(8, 8)));

    [Theory]
    [InlineData(0, 128)]
    [InlineData(128, 8193)]
    public void Sizes_are_bounded(int width, int height) =>
        Assert.Contains(
            "use sides from 1 to 8192", Assert.Throws<ArgumentException>(new PreprocessOptions(width, height).Validate).Message);
}
