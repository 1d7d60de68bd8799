namespace Cutline.Imaging.Tests;

/// <summary>The kinds of picture that are read, by files whose pixels are known.</summary>
public sealed class PhotoKindsTests
{
    private static readonly byte[] Mask = [0, 1, 1, 0, 0, 1, 0, 1, 1, 1, 0, 0, 1, 0, 1];

    [Theory]
    [InlineData("mask-1.gif", 1)]
    [InlineData("mask-255.gif", 255)]
    public void A_gif_mask_has_the_values_of_its_palette(string name, byte high)
    {
        using var mask = Photo.LoadIndices(GoldenPhoto.Bytes(name));
        Assert.Equal((5, 3, PixelFormat.Grey), (mask.Width, mask.Height, mask.Format));
        Assert.Equal([.. Mask.Select(v => (byte)(v * high))], mask.Pixels.ToArray());

        using var photo = Photo.Load(GoldenPhoto.Bytes(name));
        Assert.Equal([.. Mask.SelectMany(v => Enumerable.Repeat((byte)(v * high), 3))], photo.Pixels.ToArray());
    }

    [Fact]
    public void A_png_of_one_bit_is_a_mask_of_0_and_255()
    {
        using var mask = Photo.LoadIndices(GoldenPhoto.Bytes("bits.png"));
        Assert.Equal<byte>([0, 255, 255, 0, 0, 255, 0, 0, 0, 0], mask.Pixels.ToArray());
    }

    [Fact]
    public void A_png_with_a_palette_has_the_palettes_colours_and_transparency()
    {
        var file = GoldenPhoto.Bytes("palette.png");
        using var clear = Photo.Load(file, new PhotoLoad { Format = PixelFormat.Rgba });
        Assert.Equal<byte>([10, 20, 30, 255, 40, 50, 60, 255, 70, 80, 90, 0, 1, 2, 3, 255], clear.Pixels.ToArray());
        using var flat = Photo.Load(file);
        Assert.Equal<byte>([10, 20, 30, 40, 50, 60, 255, 255, 255, 1, 2, 3], flat.Pixels.ToArray());
        using var values = Photo.LoadIndices(file);
        Assert.Equal<byte>([30, 60, 90, 3], values.Pixels.ToArray());
    }

    /// <summary>Of 16 bits the upper eight remain.</summary>
    [Fact]
    public void Sixteen_bits_become_eight()
    {
        Assert.Equal(16, Photo.Probe(GoldenPhoto.Bytes("deep.png")).Bits);
        using var rgb = Photo.Load(GoldenPhoto.Bytes("deep.png"));
        AssertWithin(1, [0, 0x80, 0xFF, 0x01, 0x0A, 0xFE, 0x12, 0x56, 0x9A], rgb.Pixels);
        using var grey = Photo.Load(GoldenPhoto.Bytes("deep.tif"), new PhotoLoad { Format = PixelFormat.Grey });
        AssertWithin(1, [0, 0x80, 0xFF], grey.Pixels);
        using var clear = Photo.Load(GoldenPhoto.Bytes("deep-alpha.png"), new PhotoLoad { Format = PixelFormat.Rgba });
        AssertWithin(1, [0, 0x80, 0xFF, 0xFF, 0x40, 0x40, 0x40, 0xFF, 0x40, 0x40, 0x40, 0], clear.Pixels);
        using var flat = Photo.Load(GoldenPhoto.Bytes("deep-alpha.png"));
        AssertWithin(1, [0, 0x80, 0xFF, 0x40, 0x40, 0x40, 0xFF, 0xFF, 0xFF], flat.Pixels);
    }

    [Theory]
    [InlineData(new ushort[] { 0, 1, 7, 255 }, new byte[] { 0, 1, 7, 255 })] // numbers of classes
    [InlineData(new ushort[] { 0, 257, 32896, 65535 }, new byte[] { 0, 1, 128, 255 })] // 8 bits on a scale of 16
    [InlineData(new ushort[] { 0, 300, 33000, 65535 }, new byte[] { 0, 1, 128, 255 })] // soft grey
    [InlineData(new ushort[] { 0, 7, 26001, 24002 }, null)] // numbers of objects
    public void A_mask_of_sixteen_bits_is_read_where_its_numbers_fit_eight(ushort[] values, byte[]? expected)
    {
        var file = Photo.EncodePng16(values, 2, 2);
        if (expected is null)
        {
            var refused = Assert.Throws<PhotoException>(() => Photo.LoadIndices(file));
            Assert.Contains("holds the 16-bit value 26001", refused.Message);
            Assert.True(refused.IsWhole);
            return;
        }

        using var mask = Photo.LoadIndices(file);
        Assert.Equal(expected, mask.Pixels.ToArray());
    }

    /// <summary>100 with alpha 255, 128 and 0, laid on white: 100, (128 · 100 + 127 · 255) / 255 = 177.2, 255.</summary>
    [Fact]
    public void Grey_with_alpha_is_read_with_and_without_it()
    {
        var file = GoldenPhoto.Bytes("grey-alpha.png");
        using var clear = Photo.Load(file, new PhotoLoad { Format = PixelFormat.Rgba });
        Assert.Equal<byte>([100, 100, 100, 255, 100, 100, 100, 128, 100, 100, 100, 0], clear.Pixels.ToArray());
        using var rgb = Photo.Load(file);
        AssertWithin(1, [100, 100, 100, 177, 177, 177, 255, 255, 255], rgb.Pixels);
        using var grey = Photo.Load(file, new PhotoLoad { Format = PixelFormat.Grey });
        AssertWithin(1, [100, 177, 255], grey.Pixels);
    }

    [Theory]
    [InlineData("quarters.tif")]
    [InlineData("odd.tif")]
    public void A_tiff_is_read(string name) => AssertQuarters(name, "TIFF");

    [Fact]
    public void An_avif_is_read() => AssertQuarters("quarters.avif", "AVIF");

    private static void AssertQuarters(string name, string format)
    {
        var info = Photo.Probe(GoldenPhoto.Bytes(name));
        Assert.Equal((64, 32, format), (info.Width, info.Height, info.Format));
        using var photo = Photo.Load(GoldenPhoto.Bytes(name));
        Assert.Equal((64, 32), (photo.Width, photo.Height));
        Assert.Equal("rgbw", Drawn.Corners(photo));
    }

    private static void AssertWithin(int tolerance, byte[] expected, ReadOnlySpan<byte> actual)
    {
        Assert.Equal(expected.Length, actual.Length);
        for (var i = 0; i < expected.Length; i++) Assert.InRange(actual[i], expected[i] - tolerance, expected[i] + tolerance);
    }
}
