using Cutline.Imaging;
using Cutline.Segmentation.Preprocessing;

namespace Cutline.Segmentation.Tests.Preprocessing;

public class PreprocessIndicesTests
{
    [Fact]
    public void The_class_of_most_area_wins_the_lower_of_equals_and_void_only_alone()
    {
        // 4×2 to 2×1: left 3, 3, 1, 2; right 255, 255, 4, 4.
        Assert.Equal([3, 4], Resize([3, 3, 255, 255, 1, 2, 4, 4], 4, 2, 2, 1));
        Assert.Equal([255], Resize([255, 255, 255, 0], 2, 2, 1, 1));
        Assert.Equal([0], Resize([9, 0], 2, 1, 1, 1));
    }

    [Fact]
    public void Parts_of_pixels_count_exactly()
    {
        // 3 to 2 across: the first covers all of 5 and half of 6; the second half of 6 and all of 7.
        Assert.Equal([5, 7], Resize([5, 6, 7], 3, 1, 2, 1));
        // 5 to 2: 1 1 and half of 2; half of 2 and 2 3: the second is 1.5 of 2 against 1 of 3.
        Assert.Equal([1, 2], Resize([1, 1, 2, 2, 3], 5, 1, 2, 1));
        Assert.Equal([1, 1, 2, 2], Resize([1, 2], 2, 1, 4, 1));
    }

    [Fact]
    public void Of_two_classes_it_agrees_with_the_binary_mask_but_for_exact_halves()
    {
        var random = new Random(1);
        for (var round = 0; round < 50; round++)
        {
            var (width, height, to) = (random.Next(1, 40), random.Next(1, 40), random.Next(1, 20));
            var mask = Enumerable.Range(0, width * height).Select(_ => (byte)random.Next(2)).ToArray();
            var inverse = mask.Select(v => (byte)(1 - v)).ToArray();
            byte[] binary = new byte[to * to], other = new byte[to * to];
            Preprocess.ResizeMask(mask, width, height, binary, to, to, to);
            Preprocess.ResizeMask(inverse, width, height, other, to, to, to);
            var expected = binary.Zip(other, (one, zero) => zero == 1 ? (byte)0 : one).ToArray(); // a half is 1 in both: the lower index
            Assert.Equal(expected, Resize(mask, width, height, to, to));
        }
    }

    [Fact]
    public void A_letterbox_has_a_void_border()
    {
        using var mask = Photo.FromPixels([0, 1], 2, 1, PixelFormat.Grey);
        var pixels = new byte[16];
        Preprocess.FillIndices(mask, Letterbox.For(2, 1, new(4, 4, Fit.Letterbox)), pixels);
        Assert.Equal([255, 255, 255, 255, 0, 0, 1, 1, 0, 0, 1, 1, 255, 255, 255, 255], pixels);
        Assert.Throws<ArgumentException>(() => Preprocess.FillIndices(mask, Letterbox.For(3, 1, new(4, 4)), pixels));
    }

    private static byte[] Resize(byte[] indices, int width, int height, int toWidth, int toHeight)
    {
        var resized = new byte[toWidth * toHeight];
        Preprocess.ResizeIndices(indices, width, height, resized, toWidth, toHeight, toWidth);
        return resized;
    }
}
