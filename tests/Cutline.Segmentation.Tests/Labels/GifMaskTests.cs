using Cutline.Imaging;
using Cutline.Segmentation.Labels;
using Cutline.Segmentation.Tests.Datasets;

namespace Cutline.Segmentation.Tests.Labels;

public class GifMaskTests
{
    private static readonly byte[] Greys = [.. Enumerable.Range(0, 256).Select(i => (byte)i)];

    [Fact]
    public void Agrees_with_the_pixels_that_were_written()
    {
        byte[] pixels = [0, 1, 2, 250, 0, 0, 0, 0, 9, 9, 9, 255];
        using var decoded = GifMask.TryDecode(GifFile.Of(pixels, 4, 3, Greys), PhotoLimits.Default)!;
        Assert.Equal((4, 3, PixelFormat.Grey), (decoded.Width, decoded.Height, decoded.Format));
        Assert.Equal(pixels, decoded.Pixels.ToArray());
    }

    [Fact]
    public void Interlaced_rows_come_in_order()
    {
        // 10 rows are stored as 0 8, 4, 2 6, 1 3 5 7 9.
        byte[] stored = [0, 8, 4, 2, 6, 1, 3, 5, 7, 9];
        var gif = GifFile.Of(stored, 1, 10, Greys);
        gif[13 + 768 + 9] |= 0x40;

        using var decoded = GifMask.TryDecode(gif, PhotoLimits.Default)!;
        using var judge = Photo.LoadIndices(gif);
        Assert.Equal([0, 1, 2, 3, 4, 5, 6, 7, 8, 9], decoded.Pixels.ToArray());
        Assert.Equal(judge.Pixels.ToArray(), decoded.Pixels.ToArray());
    }

    [Theory]
    [InlineData(64, 40)]
    [InlineData(700, 300)] // its table of strings fills up and is cleared
    public void Agrees_with_libvips_on_its_own_compression(int width, int height)
    {
        var random = new Random(5);
        var pixels = new byte[width * height];
        for (var i = 0; i < pixels.Length; i++) pixels[i] = (byte)(i % width > width / 3 != random.Next(9) < 3 ? 255 : 0);
        using var mask = Photo.FromPixels(pixels, width, height, PixelFormat.Grey);
        var gif = mask.Encode(new PhotoEncoding(PhotoFormat.Gif));

        using var judge = Photo.LoadIndices(gif);
        using var decoded = GifMask.TryDecode(gif, PhotoLimits.Default);
        Assert.True(judge.Pixels.SequenceEqual(pixels));
        if (decoded is not null) Assert.True(decoded.Pixels.SequenceEqual(judge.Pixels));
    }

    [Fact]
    public void A_full_table_stays_as_it_is_until_cleared()
    {
        // Noise of 200 values: GIF encoders let the table reach its 4096 strings.
        var random = new Random(6);
        var pixels = Enumerable.Range(0, 20_000).Select(_ => (byte)random.Next(200)).ToArray();
        var gif = LzwGif.Of(pixels, 200, 100, Greys);
        using var decoded = GifMask.TryDecode(gif, PhotoLimits.Default)!;
        using var judge = Photo.LoadIndices(gif);
        Assert.True(judge.Pixels.SequenceEqual(pixels));
        Assert.True(decoded.Pixels.SequenceEqual(pixels));
    }

    [Fact]
    public void What_is_not_plain_is_left_to_others()
    {
        var gif = GifFile.Of([0, 1, 2, 3], 2, 2, Greys);
        Assert.Null(GifMask.TryDecode(gif.AsSpan(..^1), PhotoLimits.Default));
        Assert.Null(GifMask.TryDecode([], PhotoLimits.Default));
        Assert.Null(GifMask.TryDecode("GIF89a"u8, PhotoLimits.Default));
        Assert.Null(GifMask.TryDecode(gif, PhotoLimits.Default with { MaxPixels = 3 }));
        foreach (var at in new[] { 10, 13 + 768, 13 + 768 + 1, 13 + 768 + 5, 13 + 768 + 9, 13 + 768 + 10 })
        {
            var other = gif.ToArray();
            other[at] ^= 0x81;
            Assert.Null(GifMask.TryDecode(other, PhotoLimits.Default));
        }
    }

    [Fact]
    public void Damage_never_crashes()
    {
        var random = new Random(7);
        var pixels = new byte[600];
        random.NextBytes(pixels);
        var gif = LzwGif.Of(pixels, 30, 20, Greys);
        for (var round = 0; round < 20_000; round++)
        {
            var damaged = gif[..(random.Next(4) > 0 ? gif.Length : random.Next(gif.Length))];
            for (var i = random.Next(4); i >= 0 && damaged.Length > 0; i--)
            {
                var end = random.Next(2) > 0 ? damaged.Length : Math.Min(damaged.Length, 30);
                damaged[random.Next(end)] = (byte)random.Next(256);
            }

            GifMask.TryDecode(damaged, PhotoLimits.Default with { MaxPixels = 1_000_000 })?.Dispose();
        }
    }

    [RealDataFact("carvana")]
    public void Agrees_with_libvips_on_masks_as_shipped()
    {
        foreach (var name in new[] { "carvana", "carvana-native" })
        {
            if (RealData.Find(name) is not { } root) continue;
            foreach (var path in Directory.GetFiles(Path.Combine(root, "train_masks")).Order().Where((_, i) => i % 100 == 0))
            {
                using var judge = Photo.LoadIndices(path);
                using var decoded = GifMask.TryDecode(File.ReadAllBytes(path), PhotoLimits.Default);
                Assert.True(decoded is not null && decoded.Pixels.SequenceEqual(judge.Pixels), path);
            }
        }
    }
}
