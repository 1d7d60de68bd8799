using Cutline.Imaging;
using Cutline.Segmentation.Preprocessing;

namespace Cutline.Segmentation.Tests.Preprocessing;

public class PreprocessPixelsTests
{
    [Fact]
    public void A_letterbox_is_black_around_the_photo()
    {
        using var photo = Photo.FromPixels(Enumerable.Repeat((byte)200, 40 * 20 * 3).ToArray(), 40, 20, PixelFormat.Rgb);
        var pixels = Enumerable.Repeat((byte)9, 16 * 16 * 3).ToArray();
        Preprocess.Fill(photo, Letterbox.For(40, 20, new PreprocessOptions(16, 16, Fit.Letterbox)), pixels);

        for (var i = 0; i < pixels.Length; i++)
            Assert.Equal(i / 48 is >= 4 and < 12 ? 200 : 0, pixels[i]);
    }

    [Fact]
    public void Nothing_finer_than_the_input_survives()
    {
        // Stripes of one pixel, reduced by four: without widening the kernel they would alias into stripes or vanish into one.
        var stripes = Enumerable.Range(0, 512 * 512 * 3).Select(i => (byte)(i / 3 % 2 * 255)).ToArray();
        using var photo = Photo.FromPixels(stripes, 512, 512, PixelFormat.Rgb);
        var pixels = new byte[128 * 128 * 3];
        Preprocess.Fill(photo, Letterbox.For(512, 512, PreprocessOptions.Square(128)), pixels);

        for (var i = 0; i < pixels.Length; i++)
            if (i / 3 % 128 is > 0 and < 127) Assert.InRange(pixels[i], 120, 135); // at the sides, half the kernel is missing
    }

    [Fact]
    public void Nothing_moves()
    {
        // A ramp is reproduced by every symmetric kernel: the output pixel's value is the ramp at its centre.
        var ramp = Enumerable.Range(0, 256 * 8 * 3).Select(i => (byte)(i / 3 % 256)).ToArray();
        using var photo = Photo.FromPixels(ramp, 256, 8, PixelFormat.Rgb);
        var pixels = new byte[64 * 2 * 3];
        Preprocess.Fill(photo, Letterbox.For(256, 8, new PreprocessOptions(64, 2)), pixels);

        for (var x = 2; x < 62; x++) Assert.InRange(pixels[3 * x], 4 * x + 1, 4 * x + 2);
    }

    [Fact]
    public void The_mask_lies_where_the_photo_lies()
    {
        using var mask = Photo.FromPixels([.. Enumerable.Repeat((byte)1, 8), .. new byte[8]], 4, 4, PixelFormat.Grey);
        var target = Enumerable.Repeat((byte)9, 4 * 8).ToArray();
        Preprocess.FillMask(mask, Letterbox.For(4, 4, new PreprocessOptions(8, 4, Fit.Letterbox)), target);

        Assert.Equal([0, 0, 1, 1, 1, 1, 0, 0, 0, 0, 1, 1, 1, 1, 0, 0, .. new byte[16]], target);
    }

    [Fact]
    public void What_does_not_fit_is_refused()
    {
        using var grey = Photo.FromPixels(new byte[16], 4, 4, PixelFormat.Grey);
        using var rgb = Photo.FromPixels(new byte[48], 4, 4, PixelFormat.Rgb);
        var box = Letterbox.For(4, 4, PreprocessOptions.Square(4));
        Assert.Throws<ArgumentException>(() => Preprocess.Fill(grey, box, new byte[48]));
        Assert.Throws<ArgumentException>(() => Preprocess.Fill(rgb, box, new byte[47]));
        Assert.Throws<ArgumentException>(() => Preprocess.FillMask(rgb, box, new byte[16]));
        Assert.Throws<ArgumentException>(() => Preprocess.FillMask(grey, box with { NativeWidth = 5 }, new byte[16]));
        Assert.Throws<ArgumentException>(() => Preprocess.FillMask(grey, box, new byte[15]));
    }
}
