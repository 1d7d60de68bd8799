using Cutline.Imaging;

namespace Cutline.Imaging.Tests;

/// <summary>Pictures that other programs wrote: tests/golden/photos, by the make.py in it.</summary>
public sealed class ForeignFilesTests
{
    private const int Width = 32, Height = 16;

    [Theory]
    [InlineData("progressive.jpg")]
    [InlineData("palette.gif")]
    [InlineData("palette.png")]
    [InlineData("alpha.png")]
    [InlineData("lzw.tif")]
    [InlineData("lossless.webp")]
    [InlineData("quarters.avif")]
    public void Every_format_is_read(string name)
    {
        using var photo = Photo.Load(Golden(name));

        Assert.Equal((Width, Height, PixelFormat.Rgb), (photo.Width, photo.Height, photo.Format));
        Assert.Equal("rgbw", Drawn.Corners(photo));
    }

    /// <summary>Inks are not lights: through the profile of a printing press each quarter keeps its hue, but no colour is pure.</summary>
    [Theory]
    [InlineData("cmyk.jpg")]
    [InlineData("cmyk.tif")]
    public void Inks_become_lights(string name)
    {
        using var photo = Photo.Load(Golden(name));

        for (var quarter = 0; quarter < 3; quarter++)
        {
            var colour = At(photo, quarter % 2 * (Width - 3) + 1, quarter / 2 * (Height - 3) + 1);
            for (var other = 1; other < 3; other++)
                Assert.True(colour[quarter] > colour[(quarter + other) % 3] + 50, $"quarter {quarter} of {name} is {string.Join(' ', colour)}");
        }

        Assert.All(At(photo, Width - 3, Height - 3), v => Assert.InRange(v, 245, 255));
    }

    [Fact]
    public void Sixteen_bits_are_rounded_to_eight()
    {
        using var photo = Photo.Load(Golden("grey16.png"));
        Assert.Equal<byte>([0, 0, 0, 128, 128, 128, 255, 255, 255], photo.Pixels.ToArray());
    }

    [Fact]
    public void A_palette_mask_is_its_largest_channel()
    {
        using var mask = Photo.LoadIndices(Golden("palette.gif"));
        Assert.All(mask.Pixels.ToArray(), v => Assert.Equal(255, v));
    }

    private static byte[] At(Photo photo, int x, int y) => photo.Pixels.Slice((y * photo.Width + x) * 3, 3).ToArray();

    private static string Golden(string name)
    {
        for (var at = new DirectoryInfo(AppContext.BaseDirectory); at is not null; at = at.Parent)
            if (Path.Combine(at.FullName, "tests", "golden", "photos", name) is var file && File.Exists(file)) return file;
        throw new FileNotFoundException("tests/golden/photos is not above the tests", name);
    }
}
