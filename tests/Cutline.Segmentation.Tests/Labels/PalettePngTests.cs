using Cutline.Imaging;
using Cutline.Segmentation.Labels;

namespace Cutline.Segmentation.Tests.Labels;

public class PalettePngTests
{
    private const int Width = 13;

    private static readonly (byte R, byte G, byte B)[] Palette =
        [.. Enumerable.Range(0, 256).Select(i => ((byte)i, (byte)(255 - i), (byte)(i * 7)))];

    [Theory]
    [InlineData(1, 0)]
    [InlineData(2, 1)]
    [InlineData(4, 2)]
    [InlineData(8, 3)]
    [InlineData(8, 4)]
    [InlineData(4, 5)] // each row another filter
    public void Indices_are_those_that_the_file_stores(int bits, int filter)
    {
        var indices = Indices(bits);
        var file = PngFile.OfPalette(indices, Width, bits, y => filter == 5 ? y % 5 : filter, Palette[..(1 << bits)]);

        Assert.True(PalettePng.Is(file));
        using var decoded = PalettePng.Decode(file, PhotoLimits.Default, "mask.png");
        Assert.Equal((Width, 11, PixelFormat.Grey), (decoded.Width, decoded.Height, decoded.Format));
        Assert.Equal(indices, decoded.Pixels.ToArray());
    }

    [Theory]
    [InlineData(1)]
    [InlineData(4)]
    [InlineData(8)]
    public void Interlaced_files_are_read_too(int bits)
    {
        var indices = Indices(bits);
        using var decoded = PalettePng.Decode(
            PngFile.OfInterlacedPalette(indices, Width, bits, Palette[..(1 << bits)]), PhotoLimits.Default, "mask.png");
        Assert.Equal(indices, decoded.Pixels.ToArray());
    }

    /// <summary>
    /// Masks are often saved with the colours of their classes only: a stray index is then still an index, for the label map to refuse.
    /// </summary>
    [Fact]
    public void Equal_colours_and_indices_beyond_the_palette_are_told_apart()
    {
        byte[] indices = [0, 1, 2, 3, 200, 255];
        var file = PngFile.OfPalette(indices, 6, 8, _ => 0, (9, 9, 9), (9, 9, 9), (0, 0, 0));

        using var decoded = PalettePng.Decode(file, PhotoLimits.Default, "mask.png");

        Assert.Equal(indices, decoded.Pixels.ToArray());
    }

    [Fact]
    public void Damage_is_one_line_and_no_more()
    {
        var random = new Random(3);
        var noise = new byte[64 * 64];
        random.NextBytes(noise);
        var file = PngFile.OfPalette(noise, 64, 8, _ => 0, Palette);
        foreach (var cut in new[] { 40, file.Length / 2, file.Length - 30 }) AssertOneLine(file[..cut]);

        var wrongCheck = file.ToArray();
        wrongCheck[^20] ^= 1; // in the pixels: their checksum is wrong
        AssertOneLine(wrongCheck);

        var oddBits = file.ToArray();
        oddBits[24] = 3;
        AssertOneLine(oddBits);

        var vast = file.ToArray();
        vast[16] = 0x7F;
        AssertOneLine(vast);
    }

    private static byte[] Indices(int bits) => [.. Enumerable.Range(0, Width * 11).Select(i => (byte)(i * i * 31 % 257 % (1 << bits)))];

    private static void AssertOneLine(byte[] file)
    {
        Assert.True(PalettePng.Is(file));
        var message = Assert.Throws<PhotoException>(() => PalettePng.Decode(file, PhotoLimits.Default, "mask.png")).Message;
        Assert.StartsWith("mask.png", message);
        Assert.DoesNotContain('\n', message);
    }
}
