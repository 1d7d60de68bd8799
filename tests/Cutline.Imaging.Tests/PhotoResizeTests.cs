using Cutline.Imaging;

namespace Cutline.Imaging.Tests;

public sealed class PhotoResizeTests
{
    [Fact]
    public void Area_is_the_mean_of_what_a_pixel_covers()
    {
        using var photo = Photo.FromPixels([0, 10, 20, 30, 100, 110, 120, 130], 4, 2, PixelFormat.Grey);
        using var half = photo.Resize(2, 1, Kernel.Area);
        Assert.Equal<byte>([55, 75], half.Pixels.ToArray());
    }

    [Fact]
    public void Nearest_repeats_pixels()
    {
        using var photo = Photo.FromPixels([1, 2, 3, 4], 2, 2, PixelFormat.Grey);
        using var large = photo.Resize(4, 4, Kernel.Nearest);
        Assert.Equal<byte>([1, 1, 2, 2, 1, 1, 2, 2, 3, 3, 4, 4, 3, 3, 4, 4], large.Pixels.ToArray());
    }

    [Theory]
    [InlineData(1918, 1280, 512, 342)]
    [InlineData(1, 1, 7, 3)]
    [InlineData(33, 47, 1, 1)]
    [InlineData(100, 3, 37, 2)]
    public void The_size_is_the_one_asked_for(int width, int height, int toWidth, int toHeight)
    {
        using var photo = Photo.FromPixels(new byte[width * height * 3], width, height, PixelFormat.Rgb);
        foreach (var kernel in Enum.GetValues<Kernel>())
        {
            using var resized = photo.Resize(toWidth, toHeight, kernel);
            Assert.Equal((toWidth, toHeight, PixelFormat.Rgb), (resized.Width, resized.Height, resized.Format));
        }
    }

    [Fact]
    public void Colours_under_no_alpha_do_not_bleed()
    {
        using var photo = Photo.FromPixels([200, 100, 50, 255, 0, 255, 0, 0], 2, 1, PixelFormat.Rgba);
        using var one = photo.Resize(1, 1, Kernel.Area);
        var pixel = one.Pixels.ToArray();
        Assert.InRange(pixel[0], 198, 202);
        Assert.InRange(pixel[1], 98, 102);
        Assert.InRange(pixel[3], 126, 129);
    }

    [Fact]
    public void A_part_beyond_the_photo_is_refused()
    {
        using var photo = Photo.FromPixels(new byte[12], 2, 2, PixelFormat.Rgb);
        Assert.Throws<ArgumentException>(() => photo.Crop(1, 1, 2, 1));
        Assert.Throws<ArgumentException>(() => photo.Crop(int.MaxValue, 0, 1, 1));
        Assert.Throws<ArgumentException>(() => photo.Resize(0, 1, Kernel.Area));
    }
}
