using Cutline.Imaging;

namespace Cutline.Imaging.Tests;

public sealed class PhotoLoadingTests
{
    /// <summary>Where the stored picture's corners (red, green, blue, white: first row, then second) come to lie upright.</summary>
    [Theory]
    [InlineData(1, "rgbw")]
    [InlineData(2, "grwb")]
    [InlineData(3, "wbgr")]
    [InlineData(4, "bwrg")]
    [InlineData(5, "rbgw")]
    [InlineData(6, "brwg")]
    [InlineData(7, "wgbr")]
    [InlineData(8, "gwrb")]
    public void Every_exif_orientation_comes_out_upright(int orientation, string corners)
    {
        const int width = 64, height = 32;
        var jpeg = Drawn.Quarters(width, height).Encode(new PhotoEncoding(PhotoFormat.Jpeg) { Quality = 100 });
        var file = Drawn.WithOrientation(jpeg, orientation);
        var turned = orientation >= 5;
        var info = Photo.Probe(file);
        Assert.Equal(turned ? (height, width) : (width, height), (info.Width, info.Height));

        using var photo = Photo.Load(file);
        Assert.Equal((info.Width, info.Height), (photo.Width, photo.Height));
        Assert.Equal(corners, Drawn.Corners(photo));
    }

    [Fact]
    public void A_jpeg_shrinks_while_it_is_decoded_but_not_below_the_size_asked_for()
    {
        var file = Drawn.Quarters(1024, 512).Encode(new PhotoEncoding(PhotoFormat.Jpeg));
        using var photo = Photo.Load(file, new PhotoLoad { ShrinkTo = (200, 100) });
        Assert.Equal((256, 128), (photo.Width, photo.Height));
        using var sideways = Photo.Load(Drawn.WithOrientation(file, 6), new PhotoLoad { ShrinkTo = (100, 200) });
        Assert.Equal((128, 256), (sideways.Width, sideways.Height));
    }

    [Fact]
    public void Alpha_is_laid_on_white()
    {
        using var photo = Photo.FromPixels([10, 20, 30, 255, 10, 20, 30, 0], 2, 1, PixelFormat.Rgba);
        using var loaded = Photo.Load(photo.Encode(new PhotoEncoding(PhotoFormat.Png)));
        Assert.Equal<byte>([10, 20, 30, 255, 255, 255], loaded.Pixels.ToArray());
    }

    [Fact]
    public void Grey_and_sixteen_bits_become_rgb()
    {
        using var grey = Photo.FromPixels([0, 128, 255], 3, 1, PixelFormat.Grey);
        using var loaded = Photo.Load(grey.Encode(new PhotoEncoding(PhotoFormat.Png)));
        Assert.Equal<byte>([0, 0, 0, 128, 128, 128, 255, 255, 255], loaded.Pixels.ToArray());

        using var deep = Photo.Load(Photo.EncodePng16([0, 65535], 2, 1));
        Assert.Equal<byte>([0, 0, 0, 255, 255, 255], deep.Pixels.ToArray());
    }

    [Fact]
    public void A_mask_comes_as_it_is_stored()
    {
        using var mask = Photo.FromPixels([0, 1, 2, 4], 2, 2, PixelFormat.Grey);
        using var indices = Photo.LoadIndices(mask.Encode(new PhotoEncoding(PhotoFormat.Png)));
        Assert.Equal<byte>([0, 1, 2, 4], indices.Pixels.ToArray());
    }
}
