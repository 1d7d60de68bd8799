using Cutline.Segmentation.Preprocessing;

namespace Cutline.Segmentation.Tests.Preprocessing;

public class PreprocessMaskTests
{
    [Fact]
    public void Half_covered_is_foreground_by_hand()
    {
        byte[] mask =
        [
            1, 1, 0, 0,
            0, 0, 0, 7, // 2 of 4, and 1 of 4; any value above 0 counts alike
            255, 0, 1, 1,
            0, 0, 1, 1, // 1 of 4, and 4 of 4
        ];
        Assert.Equal([1, 0, 0, 1], Resized(mask, 4, 4, 2, 2));
    }

    [Fact]
    public void Parts_of_pixels_count_by_hand()
    {
        // 3 → 2: each output pixel covers one and a half. 0.5 of 1.5 is below a half, 1 of 1.5 is above.
        Assert.Equal([0, 0], Resized([0, 1, 0], 3, 1, 2, 1));
        Assert.Equal([1, 0], Resized([1, 0, 0], 3, 1, 2, 1));
        Assert.Equal([1, 1], Resized([1, 0, 1], 3, 1, 2, 1));
        Assert.Equal([0, 1], Resized([0, 1, 1], 3, 1, 2, 1));
    }

    [Fact]
    public void The_same_size_only_becomes_0_and_1() => Assert.Equal([0, 1, 1, 0], Resized([0, 255, 3, 0], 2, 2, 2, 2));

    [Fact]
    public void Enlarging_repeats() => Assert.Equal([1, 1, 0, 0, 1, 1, 0, 0], Resized([1, 0], 2, 1, 4, 2));

    [Fact]
    public void Rows_may_lie_apart()
    {
        byte[] resized = [9, 9, 9, 9, 9];
        Preprocess.ResizeMask([1, 0, 0, 1], 2, 2, resized, 2, 2, 3);
        Assert.Equal([1, 0, 9, 0, 1], resized);
    }

    [Theory]
    [InlineData(512, 342, 128, 128)]
    [InlineData(97, 61, 40, 13)]
    [InlineData(33, 65, 64, 64)]
    [InlineData(640, 1, 7, 1)]
    public void Agrees_with_counting_finely(int width, int height, int toWidth, int toHeight)
    {
        var random = new Random(1);
        var mask = new byte[width * height];
        random.NextBytes(mask);
        foreach (ref var value in mask.AsSpan()) value = value < 120 ? (byte)0 : value;

        var resized = Resized(mask, width, height, toWidth, toHeight);

        for (var y = 0; y < toHeight; y++)
            for (var x = 0; x < toWidth; x++)
                Assert.Equal(
                    2 * Covered(mask, width, height, toWidth, toHeight, x, y) >= (long)width * height ? 1 : 0, resized[y * toWidth + x]);
    }

    [Theory]
    [InlineData(0, 1)]
    [InlineData(1, 0)]
    [InlineData(40_000, 1)]
    public void Impossible_sizes_are_refused(int width, int height) =>
        Assert.Throws<ArgumentException>(() => Preprocess.ResizeMask(new byte[40_000], width, height, new byte[4], 2, 2, 2));

    [Fact]
    public void Too_short_spans_are_refused()
    {
        Assert.Throws<ArgumentException>(() => Preprocess.ResizeMask(new byte[3], 2, 2, new byte[4], 2, 2, 2));
        Assert.Throws<ArgumentException>(() => Preprocess.ResizeMask(new byte[4], 2, 2, new byte[3], 2, 2, 2));
    }

    /// <summary>Overlap of every input pixel with the output pixel, in units of 1/toWidth × 1/toHeight.</summary>
    private static long Covered(byte[] mask, int width, int height, int toWidth, int toHeight, int x, int y)
    {
        static long Overlap(long from, int fromUnit, long to, int toUnit) =>
            Math.Max(0, Math.Min((from + 1) * fromUnit, (to + 1) * toUnit) - Math.Max(from * fromUnit, to * toUnit));
        long sum = 0;
        for (var i = (long)y * height / toHeight; i < height && i * toHeight < (y + 1L) * height; i++)
            for (var j = (long)x * width / toWidth; j < width && j * toWidth < (x + 1L) * width; j++)
                if (mask[i * width + j] > 0) sum += Overlap(j, toWidth, x, width) * Overlap(i, toHeight, y, height);
        return sum;
    }

    private static byte[] Resized(byte[] mask, int width, int height, int toWidth, int toHeight)
    {
        var resized = new byte[toWidth * toHeight];
        Preprocess.ResizeMask(mask, width, height, resized, toWidth, toHeight, toWidth);
        return resized;
    }
}
