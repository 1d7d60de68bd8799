using Cutline.Imaging;
using Cutline.Studio.Geometry;
using Cutline.Studio.Mattes;

namespace Cutline.Studio.Tests;

public sealed class CutOutTests
{
    private const int W = DrawnScenes.MapWidth, H = DrawnScenes.MapHeight;

    [Fact]
    public void Has_the_photos_size_and_profile_its_colours_within_and_nothing_without()
    {
        using var scene = DrawnScenes.Draw("light disc on dark green");
        using var photo = Photo.FromPixels(scene.Photo.Pixels, scene.Width, scene.Height, PixelFormat.Rgb, [1, 2, 3]);
        using var cut = CutOut.From(photo, scene.Probabilities(W, H), W, H);

        Assert.Equal((450, 300, PixelFormat.Rgba), (cut.Photo.Width, cut.Photo.Height, cut.Photo.Format));
        Assert.Equal([1, 2, 3], cut.Photo.IccProfile);
        Assert.Equal(new Box(0, 0, 450, 300), cut.Part);
        Assert.Equal([235, 228, 205, 255], At(cut.Photo, 221, 149));
        Assert.Equal([0, 0, 0, 0], At(cut.Photo, 5, 5));
    }

    [Fact]
    public void On_a_colour_it_is_opaque()
    {
        using var scene = DrawnScenes.Draw("light disc on dark green");
        using var cut = CutOut.From(
            scene.Photo, scene.Probabilities(W, H), W, H, new CutOutOptions { Background = Background.Parse("#1e90ff") });

        Assert.Equal(PixelFormat.Rgb, cut.Photo.Format);
        Assert.Equal([235, 228, 205], At(cut.Photo, 221, 149));
        Assert.Equal([0x1e, 0x90, 0xff], At(cut.Photo, 5, 5));
    }

    [Fact]
    public void A_crop_is_the_same_picture_cut_down()
    {
        using var scene = DrawnScenes.Draw("dark car on white");
        var map = scene.Probabilities(W, H);
        using var whole = CutOut.From(scene.Photo, map, W, H);
        using var part = CutOut.From(scene.Photo, map, W, H, new CutOutOptions { Crop = new Margin(0, 12) });
        using var expected = whole.Photo.Crop(part.Part.X, part.Part.Y, part.Part.Width, part.Part.Height);

        // the car is 310 wide and 124 high, at (60.3, 96.7), its edge up to two pixels soft
        Assert.InRange(part.Subject.X, 58, 60);
        Assert.InRange(part.Subject.Y, 94, 96);
        Assert.InRange(part.Subject.Right, 371, 373);
        Assert.InRange(part.Subject.Bottom, 221, 223);
        Assert.Equal(new Box(part.Subject.X - 12, part.Subject.Y - 12, part.Subject.Width + 24, part.Subject.Height + 24), part.Part);
        Assert.True(expected.Pixels.SequenceEqual(part.Photo.Pixels));
    }

    [Fact]
    public void A_map_of_another_size_is_refused()
    {
        using var scene = DrawnScenes.Draw("dark car on white");

        var error = Assert.Throws<ArgumentException>(() => CutOut.From(scene.Photo, scene.Probabilities(W, H), W, H - 1));

        Assert.Equal($"{W * H} probabilities do not fill a map of {W}×{H - 1}: give height · width values", error.Message);
    }

    [Fact]
    public void A_matte_of_another_photo_is_refused()
    {
        using var scene = DrawnScenes.Draw("dark car on white");
        using var matte = Matte.Estimate(scene.Photo, [1f], 1, 1);
        using var other = Photo.FromPixels(new byte[12], 2, 2, PixelFormat.Rgb);

        Assert.Contains("450×300", Assert.Throws<ArgumentException>(() => CutOut.From(other, matte)).Message);
    }

    [Fact]
    public void One_pixel_is_enough()
    {
        using var photo = Photo.FromPixels([10, 20, 30], 1, 1, PixelFormat.Rgb);
        using var cut = CutOut.From(photo, [1f], 1, 1, new CutOutOptions { Crop = new Margin(0.1, 0) });

        Assert.Equal([10, 20, 30, 255], cut.Photo.Pixels.ToArray());
    }

    private static byte[] At(Photo photo, int x, int y) =>
        photo.Pixels.Slice((y * photo.Width + x) * (int)photo.Format, (int)photo.Format).ToArray();
}
