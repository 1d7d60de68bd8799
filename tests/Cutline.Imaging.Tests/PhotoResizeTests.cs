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

    /// <summary>Between two pixels, at a quarter and at three quarters of the way; beyond the outermost, as they are.</summary>
    [Fact]
    public void Bilinear_enlarges_along_straight_lines()
    {
        using var photo = Photo.FromPixels([0, 100], 2, 1, PixelFormat.Grey);
        using var large = photo.Resize(4, 1, Kernel.Bilinear);
        Assert.Equal<byte>([0, 25, 75, 100], large.Pixels.ToArray());
    }

    /// <summary>The new pixels' centres lie at −0.2, 0.4, 1, 1.6 and 2.2 of the old ones.</summary>
    [Fact]
    public void Enlarging_by_a_fraction_keeps_the_picture_in_its_place()
    {
        using var photo = Photo.FromPixels([0, 100, 200], 1, 3, PixelFormat.Grey);
        using var large = photo.Resize(1, 5, Kernel.Area);
        foreach (var (actual, expected) in large.Pixels.ToArray().Zip([0, 40, 100, 160, 200]))
            Assert.InRange(actual, expected - 2, expected + 2);
    }

    [Fact]
    public void One_side_may_grow_while_the_other_shrinks()
    {
        using var photo = Photo.FromPixels([10, 30, 50, 70], 4, 1, PixelFormat.Grey);
        using var other = photo.Resize(2, 3, Kernel.Area);
        Assert.Equal<byte>([20, 60, 20, 60, 20, 60], other.Pixels.ToArray());
    }

    /// <summary>
    /// A step from 50 to 150: Catmull-Rom at a quarter of the way passes 0.875 of the step below, and overshoots by 0.023.
    /// </summary>
    [Fact]
    public void Cubic_enlarges_with_its_overshoot()
    {
        using var photo = Photo.FromPixels([50, 50, 50, 50, 150, 150, 150, 150], 8, 1, PixelFormat.Grey);
        using var large = photo.Resize(16, 1, Kernel.Cubic);
        var row = large.Pixels.ToArray();
        double[] step = [50, 47.66, 42.97, 70.31, 129.69, 157.03, 152.34, 150];
        foreach (var (i, expected) in step.Index())
            Assert.InRange(row[4 + i], expected - 1.5, expected + 1.5);
    }

    /// <summary>The kernel, stretched over twice its reach, is centred between pixels 2x and 2x + 1.</summary>
    [Theory]
    [InlineData(Kernel.Bilinear)]
    [InlineData(Kernel.Cubic)]
    [InlineData(Kernel.Lanczos)]
    public void Reducing_weighs_every_pixel_by_the_kernel(Kernel kernel)
    {
        var source = new byte[32];
        new Random(5).NextBytes(source);
        using var photo = Photo.FromPixels(source, 32, 1, PixelFormat.Grey);
        using var half = photo.Resize(16, 1, kernel);
        for (var x = 3; x < 13; x++)
        {
            var weights = source.Select((_, i) => Weight(kernel, Math.Abs(i - (2 * x + 0.5)) / 2)).ToArray();
            var expected = Math.Clamp(source.Zip(weights, (v, w) => v * w).Sum() / weights.Sum(), 0, 255);
            Assert.InRange(half.Pixels[x], expected - 1.5, expected + 1.5);
        }
    }

    private static double Weight(Kernel kernel, double t)
    {
        static double Sinc(double x) => x == 0 ? 1 : Math.Sin(Math.PI * x) / (Math.PI * x);
        return kernel switch
        {
            Kernel.Bilinear => Math.Max(0, 1 - t),
            Kernel.Cubic => t < 1 ? (1.5 * t - 2.5) * t * t + 1 : t < 2 ? ((-0.5 * t + 2.5) * t - 4) * t + 2 : 0,
            _ => t < 3 ? Sinc(t) * Sinc(t / 3) : 0,
        };
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
    public void Enlarging_weighs_colours_by_alpha()
    {
        using var photo = Photo.FromPixels([200, 100, 50, 255, 0, 255, 0, 0], 2, 1, PixelFormat.Rgba);
        using var large = photo.Resize(4, 1, Kernel.Bilinear);
        var pixels = large.Pixels.ToArray();
        foreach (var (x, alpha) in new[] { (0, 255), (1, 191), (2, 64) })
        {
            foreach (var (value, expected) in pixels[(4 * x)..(4 * x + 4)].Zip([200, 100, 50, alpha]))
                Assert.InRange(value, expected - 2, expected + 2);
        }

        Assert.Equal(0, pixels[15]);
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
