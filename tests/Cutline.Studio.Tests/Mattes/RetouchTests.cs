using Cutline.Imaging;
using Cutline.Studio.Geometry;
using Cutline.Studio.Mattes;

namespace Cutline.Studio.Tests.Mattes;

public sealed class RetouchTests : IDisposable
{
    private readonly DrawnScene scene = new(
        120, 80, DrawnScene.Disc(60, 40, 25), DrawnScene.Flat(200, 30, 40), DrawnScene.Flat(40, 160, 60));
    private readonly Matte matte;

    public RetouchTests() => matte = Matte.Estimate(scene.Photo, scene.Probabilities(60, 40), 60, 40);

    [Fact]
    public void In_the_middle_grey_nothing_changes()
    {
        var before = matte.Alpha.ToArray();
        Retouch.Apply(Grey(7, 5, _ => 128), matte);
        Assert.Equal(before, matte.Alpha.ToArray());
    }

    [Fact]
    public void Black_erases_white_restores_and_the_bounds_follow()
    {
        // the left half erased, a strip at the right restored
        Retouch.Apply(Grey(120, 80, i => (byte)(i % 120 < 60 ? 0 : i % 120 >= 110 ? 255 : 128)), matte);
        Assert.Equal((0, 255, 255), (matte.Alpha[40 * 120 + 50], matte.Alpha[40 * 120 + 70], matte.Alpha[3 * 120 + 115]));
        Assert.Equal(new Box(60, 0, 60, 80), matte.Bounds);
    }

    [Theory]
    [InlineData(64, 128, 0)]   // half of 255, and of 0
    [InlineData(32, 64, 0)]
    [InlineData(192, 255, 129)] // 64 of 127 of the way
    public void Greys_between_change_in_proportion(byte grey, byte inside, byte outside)
    {
        Retouch.Apply(Grey(120, 80, _ => grey), matte);
        Assert.Equal((inside, outside), (matte.Alpha[40 * 120 + 60], matte.Alpha[5 * 120 + 5]));
    }

    [Fact]
    public void A_small_picture_covers_the_whole_photo()
    {
        Retouch.Apply(Grey(2, 1, i => i == 0 ? (byte)0 : (byte)128), matte);
        Assert.InRange(matte.Alpha[40 * 120 + 40], 43, 45);   // (40.5 − 30) / 60 of the way from 0 to 128
        Assert.InRange(matte.Alpha[40 * 120 + 60], 127, 131); // in the middle
    }

    [Fact]
    public void Colours_of_a_browsers_png_are_read_as_they_are()
    {
        var pixels = Enumerable.Repeat((byte)128, 120 * 80 * 4).Select((v, i) => i % 4 == 3 ? (byte)255 : v).ToArray();
        using var canvas = Photo.FromPixels(pixels, 120, 80, PixelFormat.Rgba);
        var before = matte.Alpha.ToArray();
        Retouch.Apply(canvas.Encode(new PhotoEncoding(PhotoFormat.Png)), matte);
        Assert.Equal(before, matte.Alpha.ToArray());
    }

    [Fact]
    public void What_erases_all_or_is_no_png_is_refused_in_one_line()
    {
        Assert.Equal(
            "the retouch erases all of the car: leave some of it at 128 or above",
            Assert.Throws<NothingToCutException>(() => Retouch.Apply(Grey(3, 3, _ => 0), matte)).Message);
        using var photo = Photo.FromPixels(new byte[27], 3, 3, PixelFormat.Rgb);
        Assert.StartsWith(
            "the retouch is a JPEG",
            Assert.Throws<PhotoException>(() => Retouch.Apply(photo.Encode(new PhotoEncoding(PhotoFormat.Jpeg)), matte)).Message,
            StringComparison.Ordinal);
        Assert.Throws<PhotoException>(() => Retouch.Apply("none"u8.ToArray(), matte));
    }

    [Fact]
    public void A_scale_of_sixteen_bits_is_read_as_one_of_eight()
    {
        var before = matte.Alpha.ToArray();
        const ushort neutral = 128 * 257;
        Retouch.Apply(Photo.EncodePng16([neutral, neutral, neutral, neutral], 2, 2), matte);
        Assert.Equal(before, matte.Alpha.ToArray());
    }

    public void Dispose()
    {
        matte.Dispose();
        scene.Dispose();
    }

    private static byte[] Grey(int width, int height, Func<int, byte> value)
    {
        using var photo = Photo.FromPixels([.. Enumerable.Range(0, width * height).Select(value)], width, height, PixelFormat.Grey);
        return photo.Encode(new PhotoEncoding(PhotoFormat.Png));
    }
}
