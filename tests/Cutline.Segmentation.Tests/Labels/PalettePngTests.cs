using Cutline.Imaging;
using Cutline.Segmentation.Labels;

namespace Cutline.Segmentation.Tests.Labels;

public class PalettePngTests
{
    private static readonly (byte R, byte G, byte B)[] Palette = [.. Enumerable.Range(0, 256).Select(i => ((byte)i, (byte)(255 - i), (byte)(i * 7)))];

    [Theory]
    [InlineData(1, 0)]
    [InlineData(2, 1)]
    [InlineData(4, 2)]
    [InlineData(8, 3)]
    [InlineData(8, 4)]
    [InlineData(4, 5)] // each row another filter
    public void Indices_are_those_whose_colours_libvips_decodes(int bits, int filter)
    {
        const int width = 13;
        var indices = Enumerable.Range(0, width * 11).Select(i => (byte)(i * i * 31 % 257 % (1 << bits))).ToArray();
        var file = PngFile.OfPalette(indices, width, bits, y => filter == 5 ? y % 5 : filter, Palette[..(1 << bits)]);

        Assert.True(PalettePng.Is(file));
        using var decoded = PalettePng.Decode(file, PhotoLimits.Default, "mask.png");
        using var colours = Photo.Load(file);

        Assert.Equal(indices, decoded.Pixels.ToArray());
        Assert.Equal(decoded.Pixels.ToArray().SelectMany(i => new[] { Palette[i].R, Palette[i].G, Palette[i].B }), colours.Pixels.ToArray());
    }

    [Fact]
    public void Damage_is_one_line_and_no_more()
    {
        var file = PngFile.OfPalette(new byte[64], 8, 8, _ => 0, Palette);
        foreach (var cut in new[] { 40, file.Length - 20, file.Length - 30 })
            Assert.Contains("copy or save it again", Assert.Throws<PhotoException>(() => PalettePng.Decode(file[..cut], PhotoLimits.Default, "mask.png")).Message);

        var filter = PngFile.OfPalette(new byte[64], 8, 8, _ => 9, Palette);
        Assert.Contains("damaged", Assert.Throws<PhotoException>(() => PalettePng.Decode(filter, PhotoLimits.Default, "mask.png")).Message);

        var vast = file.ToArray();
        vast[16] = 0x7F;
        Assert.Contains("the limit is", Assert.Throws<PhotoException>(() => PalettePng.Decode(vast, PhotoLimits.Default, "mask.png")).Message);

        var interlaced = file.ToArray();
        interlaced[28] = 1;
        Assert.Contains("without interlacing", Assert.Throws<PhotoException>(() => PalettePng.Decode(interlaced, PhotoLimits.Default, "mask.png")).Message);
    }
}
