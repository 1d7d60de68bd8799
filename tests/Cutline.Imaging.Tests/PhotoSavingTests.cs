using Cutline.Imaging;

namespace Cutline.Imaging.Tests;

public sealed class PhotoSavingTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("cutline-imaging-").FullName;

    [Theory]
    [InlineData(PhotoFormat.Png)]
    [InlineData(PhotoFormat.WebP)]
    public void Lossless_formats_return_every_pixel(PhotoFormat format)
    {
        byte[] pixels = [.. Enumerable.Range(0, 8 * 4 * 4).Select(i => (byte)(i % 4 == 3 ? 255 - i : i * 37))];
        using var photo = Photo.FromPixels(pixels, 8, 4, PixelFormat.Rgba);
        var file = photo.Encode(new PhotoEncoding(format) { Lossless = true });
        using var back = Photo.Load(file, new PhotoLoad { Format = PixelFormat.Rgba });
        for (var i = 0; i < photo.Pixels.Length; i += 4)
            Assert.Equal(photo.Pixels.Slice(i, 4).ToArray(), back.Pixels.Slice(i, 4).ToArray());
    }

    [Fact]
    public void A_jpeg_begins_with_its_jfif_segment_once()
    {
        using var photo = Photo.FromPixels(new byte[3 * 8 * 8], 8, 8, PixelFormat.Rgb);
        var jpeg = photo.Encode(new PhotoEncoding(PhotoFormat.Jpeg));
        Assert.Equal([0xFF, 0xD8, 0xFF, 0xE0, 0, 16, (byte)'J', (byte)'F', (byte)'I', (byte)'F', 0], jpeg[..11]);
        Assert.Equal(0, jpeg.AsSpan(11).IndexOf("JFIF"u8) + 1);
        using var again = Photo.Load(jpeg);
        Assert.Equal((8, 8), (again.Width, again.Height));
    }

    [Fact]
    public void A_gif_mask_returns_its_two_values()
    {
        byte[] values = [0, 255, 255, 0, 0, 255];
        using var mask = Photo.FromPixels(values, 3, 2, PixelFormat.Grey);
        using var back = Photo.LoadIndices(mask.Encode(new PhotoEncoding(PhotoFormat.Gif)));
        Assert.Equal(values, back.Pixels.ToArray());
    }

    [Theory]
    [InlineData(1, 1, 0)]
    [InlineData(48, 36, 0)]
    [InlineData(48, 36, 1)]
    [InlineData(300, 200, 0.5)]
    [InlineData(1500, 700, 0.5)] // more strings than the table holds
    [InlineData(1500, 700, 0.01)]
    public void A_gif_mask_has_index_0_black_and_1_white_whatever_it_holds(int width, int height, double share)
    {
        var random = new Random(7);
        byte[] values = [.. Enumerable.Range(0, width * height).Select(_ => random.NextDouble() < share ? (byte)255 : (byte)0)];
        using var mask = Photo.FromPixels(values, width, height, PixelFormat.Grey);
        var gif = mask.Encode(new PhotoEncoding(PhotoFormat.Gif));

        Assert.Equal([0, 0, 0, 255, 255, 255], gif[13..19]); // two colours, and no extension that makes one transparent
        Assert.Equal(0x80, gif[10]);
        Assert.Equal(0x2C, gif[19]);
        using var back = Photo.LoadIndices(gif);
        Assert.Equal((width, height), (back.Width, back.Height));
        Assert.True(back.Pixels.SequenceEqual(values));
    }

    [Theory]
    [InlineData(PhotoFormat.Jpeg)]
    [InlineData(PhotoFormat.Png)]
    [InlineData(PhotoFormat.WebP)]
    public void A_profile_is_kept_with_its_pixels(PhotoFormat format)
    {
        var icc = Profiles.Exchanged();
        using var photo = Photo.FromPixels(new byte[12], 2, 2, PixelFormat.Rgb, icc);
        using var back = Photo.Load(photo.Encode(new PhotoEncoding(format)), new PhotoLoad { KeepProfile = true });
        Assert.Equal(icc, back.IccProfile);
        using var resized = back.Resize(5, 5, Kernel.Bilinear);
        using var part = resized.Crop(0, 0, 1, 1);
        Assert.Equal(icc, part.IccProfile);
        using var without = Photo.Load(photo.Encode(new PhotoEncoding(format) { KeepIcc = false }), new PhotoLoad { KeepProfile = true });
        Assert.Null(without.IccProfile);
    }

    [Fact]
    public void A_failed_write_leaves_the_old_file_and_nothing_else()
    {
        using var photo = Drawn.Quarters(8, 8);
        var path = Path.Combine(folder, "car.png");
        photo.Save(path);
        var before = File.ReadAllBytes(path);

        using var clear = Photo.FromPixels(new byte[16], 2, 2, PixelFormat.Rgba);
        var message = Assert.Throws<PhotoException>(() => clear.Save(path, new PhotoEncoding(PhotoFormat.Jpeg))).Message;
        Assert.Contains("transparency", message, StringComparison.Ordinal);
        Assert.Throws<PhotoException>(() => photo.Save(Path.Combine(folder, "missing", "car.png")));
        Assert.Throws<PhotoException>(() => photo.Save(Path.Combine(folder, "car.bmp")));
        Assert.Equal(before, File.ReadAllBytes(path));
        Assert.Single(Directory.GetFiles(folder));
    }

    public void Dispose() => Directory.Delete(folder, recursive: true);
}
