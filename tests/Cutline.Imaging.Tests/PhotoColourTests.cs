namespace Cutline.Imaging.Tests;

/// <summary>What profiles and inks become in sRGB.</summary>
public sealed class PhotoColourTests
{
    /// <summary>The five patches of cmyk.jpg: bare paper, then C, M, Y and K alone.</summary>
    private static byte[][] Patches(Photo photo) =>
        [.. Enumerable.Range(0, 5).Select(i => photo.Pixels.Slice((8 * photo.Width + 16 * i + 8) * 3, 3).ToArray())];

    /// <summary>
    /// What Pillow makes of the patches with libvips' own profile of a press. Another libvips may have another press, hence the
    /// tolerance; inks taken for light (cyan as 0, 255, 255) or as their own negative lie far beyond it.
    /// </summary>
    [Theory]
    [InlineData("cmyk.jpg")]
    [InlineData("cmyk.tif")]
    public void Cmyk_without_a_profile_is_seen_as_a_press_prints_it(string name)
    {
        using var photo = Photo.Load(GoldenPhoto.Bytes(name));
        Assert.Equal(PixelFormat.Rgb, photo.Format);
        AssertNear([[255, 255, 255], [0, 156, 228], [234, 23, 133], [255, 240, 0], [41, 35, 43]], Patches(photo), 24);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Cmyk_follows_its_own_profile_and_becomes_srgb_even_when_profiles_are_kept(bool keep)
    {
        var file = Drawn.WithProfile(GoldenPhoto.Bytes("cmyk.jpg"), Profiles.StrangeInks());
        using var photo = Photo.Load(file, new PhotoLoad { KeepProfile = keep });
        AssertNear([[255, 255, 255], [255, 0, 0], [0, 255, 0], [0, 0, 255], [0, 0, 0]], Patches(photo), 4);
        if (photo.IccProfile is { } icc) Assert.Equal("RGB "u8.ToArray(), icc[16..20]);
    }

    [Fact]
    public void Rgb_is_converted_from_its_profile_unless_that_is_kept()
    {
        using var photo = Photo.FromPixels([255, 0, 0, 0, 255, 0, 0, 0, 255, 255, 255, 255], 4, 1, PixelFormat.Rgb, Profiles.Exchanged());
        var file = photo.Encode(new PhotoEncoding(PhotoFormat.Png));
        using var converted = Photo.Load(file);
        AssertNear([[0, 255, 0], [255, 0, 0], [0, 0, 255], [255, 255, 255]], [.. converted.Pixels.ToArray().Chunk(3)], 2);
        Assert.Null(converted.IccProfile);

        using var kept = Photo.Load(file, new PhotoLoad { KeepProfile = true });
        Assert.Equal(photo.Pixels.ToArray(), kept.Pixels.ToArray());
    }

    /// <summary>By both standards' primaries, their common white and curve: 3×3 matrices worked out from chromaticities.</summary>
    [Fact]
    public void Display_p3_becomes_srgb()
    {
        using var photo = Photo.FromPixels([200, 100, 50, 120, 140, 90], 2, 1, PixelFormat.Rgb, NetVips.Image.ProfileLoad("p3"));
        using var srgb = photo.ToSrgb();
        AssertNear([[215, 93, 31], [115, 141, 84]], [.. srgb.Pixels.ToArray().Chunk(3)], 1);
        Assert.Null(srgb.IccProfile);
        Assert.Null(srgb.ToSrgbIfProfiled());
    }

    /// <summary>Half the light is sRGB's 1.055 · 0.502^(1 / 2.4) − 0.055 = 0.737, of 255: 188.</summary>
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Grey_is_converted_from_its_profile_and_lends_it_to_no_colours(bool keep)
    {
        using var grey = Photo.FromPixels([.. Enumerable.Repeat((byte)128, 256)], 16, 16, PixelFormat.Grey);
        var file = Drawn.WithProfile(grey.Encode(new PhotoEncoding(PhotoFormat.Jpeg) { Quality = 100 }), Profiles.LinearGrey());
        using var photo = Photo.Load(file, new PhotoLoad { KeepProfile = keep });
        AssertNear([[188, 188, 188]], [photo.Pixels[..3].ToArray()], 2);
        if (photo.IccProfile is { } icc) Assert.Equal("RGB "u8.ToArray(), icc[16..20]);
    }

    [Fact]
    public void A_broken_profile_leaves_the_numbers_as_they_are()
    {
        using var photo = Photo.FromPixels([10, 200, 30], 1, 1, PixelFormat.Rgb);
        var broken = Profiles.Exchanged();
        broken.AsSpan(132).Clear();
        var file = Drawn.WithProfile(photo.Encode(new PhotoEncoding(PhotoFormat.Jpeg) { Quality = 100 }), broken);
        using var plain = Photo.Load(photo.Encode(new PhotoEncoding(PhotoFormat.Jpeg) { Quality = 100 }));
        using var loaded = Photo.Load(file);
        AssertNear([plain.Pixels.ToArray()], [loaded.Pixels.ToArray()], 1);
    }

    private static void AssertNear(byte[][] expected, byte[][] actual, int tolerance)
    {
        Assert.Equal(expected.Length, actual.Length);
        foreach (var (e, a) in expected.Zip(actual))
        {
            var near = e.Zip(a).All(p => Math.Abs(p.First - p.Second) <= tolerance);
            Assert.True(near, $"({string.Join(", ", a)}) is not ({string.Join(", ", e)}) within {tolerance}");
        }
    }
}
