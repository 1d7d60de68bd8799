using Cutline.Imaging;
using Cutline.Segmentation.Labels;
using Cutline.Segmentation.Reports;

namespace Cutline.Segmentation.Tests.Reports;

public sealed class PredictionOverlayTests
{
    private const int Width = 40, Height = 30;

    private static readonly ClassSet Classes = new([new("ground", (0, 0, 0)), new("car", (0, 114, 178)), new("tree", (230, 159, 0))]);

    /// <summary>A grey photo; the left third is background, then car, then tree.</summary>
    [Fact]
    public void Classes_are_half_transparent_with_outlines_and_the_background_is_the_photo()
    {
        using var photo = Grey(100);
        using var indices = Stripes();
        using var overlay = PredictionOverlay.Render(photo, indices, Classes);

        Assert.Equal((Width, Height), (overlay.Width, overlay.Height));
        Assert.Equal((100, 100, 100), At(overlay, 3, 15));
        Assert.Equal((57, 105, 132), At(overlay, 18, 15));      // 148/256 of the photo and 108/256 of the colour
        Assert.Equal((154, 124, 57), At(overlay, 35, 15));
        Assert.Equal((0, 114, 178), At(overlay, 10, 15));       // the car's outline
        Assert.Equal((221, 221, 221), At(overlay, 9, 15));      // and a light line outside of it
        Assert.Equal((0, 114, 178), At(overlay, 25, 15));
        Assert.Equal((230, 159, 0), At(overlay, 26, 15));       // two classes side by side have a line each
    }

    [Fact]
    public void Outlines_grow_with_the_photo()
    {
        const int wide = 2560;
        using var photo = Photo.FromPixels(new byte[wide * 8 * 3], wide, 8, PixelFormat.Rgb);
        using var indices = Photo.FromPixels([.. Enumerable.Range(0, wide * 8).Select(i => (byte)(i % wide < 1000 ? 0 : 1))], wide, 8,
            PixelFormat.Grey);
        using var overlay = PredictionOverlay.Render(photo, indices, Classes);

        Assert.Equal(
            [false, true, true, true, true, true, false], Enumerable.Range(999, 7).Select(x => At(overlay, x, 4) == (0, 114, 178)));
    }

    [Fact]
    public void A_legend_names_what_is_there()
    {
        using var photo = Grey(100);
        using var indices = Stripes();
        using var overlay = PredictionOverlay.Render(photo, indices, Classes, legend: true);
        using var plain = PredictionOverlay.Render(photo, indices, Classes);
        Assert.Equal(Width, overlay.Width);
        Assert.True(overlay.Height > Height);
        Assert.True(overlay.Pixels[..(Width * Height * 3)].SequenceEqual(plain.Pixels));
        using var none = Photo.FromPixels(new byte[Width * Height], Width, Height, PixelFormat.Grey);
        using var empty = PredictionOverlay.Render(photo, none, Classes, legend: true);
        Assert.True(empty.Pixels[..(Width * Height * 3)].SequenceEqual(photo.Pixels));

        using var large = Drawn.Row("stripes", 1200, 500, 12);
        using var drawn = PredictionOverlay.Render(large.Photo, large.Predicted, Drawn.Classes(12), legend: true);
        Drawn.Show(drawn, "overlay-12.png");
    }

    [Fact]
    public void Other_sizes_formats_and_classes_are_refused()
    {
        using var photo = Grey(0);
        using var small = Photo.FromPixels(new byte[4], 2, 2, PixelFormat.Grey);
        using var beyond = Photo.FromPixels([.. Enumerable.Repeat((byte)3, Width * Height)], Width, Height, PixelFormat.Grey);
        string Said(Photo indices) => Assert.Throws<ArgumentException>(() => PredictionOverlay.Render(photo, indices, Classes)).Message;
        Assert.Contains("of one size, not Rgb 40×30 and Grey 2×2", Said(small));
        Assert.Contains("not Rgb 40×30 and Rgb", Said(photo));
        Assert.Contains("class index 3 is beyond the 3 classes", Said(beyond));
    }

    private static Photo Grey(byte value) =>
        Photo.FromPixels([.. Enumerable.Repeat(value, Width * Height * 3)], Width, Height, PixelFormat.Rgb);

    private static Photo Stripes() => Photo.FromPixels(
        [.. Enumerable.Range(0, Width * Height).Select(i => (byte)(i % Width < 10 ? 0 : i % Width < 26 ? 1 : 2))], Width, Height,
        PixelFormat.Grey);

    private static (int, int, int) At(Photo picture, int x, int y)
    {
        var pixel = picture.Pixels.Slice((y * picture.Width + x) * 3, 3);
        return (pixel[0], pixel[1], pixel[2]);
    }
}
