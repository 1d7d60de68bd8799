using Cutline.Segmentation.Datasets;
using Cutline.Segmentation.Preprocessing;
using Cutline.Torch;

namespace Cutline.Training.Tests.Augmentation;

/// <summary>
/// Masks of class indices. The photo says of every pixel where it is from: red and green are ramps across and down, blue is 1 within the
/// border. The mask has another index at every pixel of a neighbourhood, so that it can be worked out from the photo.
/// </summary>
public sealed class AugmentMaskTests : IDisposable
{
    private const int N = 6, Height = 30, Width = 44;

    private static readonly Augmentation AllGeometry = new()
    {
        Flip = 0.5, FlipVertical = 0.5, Rotate = 25, ScaleDown = 0.7, ScaleUp = 1.5, Shift = 0.1, Shear = 12, Perspective = 0.12,
        CropArea = 0.4, CropAspect = 1.4, Crop = 0.8,
    };

    private readonly TensorScope scope = new();
    private readonly Backgrounds walls = Backgrounds.Load([]);

    [Theory]
    [InlineData(DType.Int64)]
    [InlineData(DType.UInt8)]
    public void To_the_pixel_a_mask_is_where_its_photo_is(DType type)
    {
        var (photos, masks) = Places(type);

        var (moved, mask) = Apply(AllGeometry, photos, masks);

        Assert.Equal([N, 3, 24, 35], moved.Shape);
        Assert.Equal($"{type}[{N}, 24, 35]", mask.ToString());
        var (inside, beyond) = Follow(moved, mask);
        Assert.True(inside > N * 24 * 35 / 3, $"only {inside} pixels are of the photo");
        Assert.True(beyond > 100, $"only {beyond} pixels are beyond its border");
    }

    [Fact]
    public void Crops_and_mirror_images_are_copies()
    {
        var (photos, masks) = Places(DType.UInt8);

        var (moved, mask) = Apply(new() { Flip = 0.5, FlipVertical = 0.5, Crop = 0.5 }, photos, masks);

        Assert.Equal([N, 15, 22], mask.Shape);
        var sources = photos.ToArray<float>().ToHashSet();
        Assert.All(moved.ToArray<float>(), v => Assert.Contains(v, sources));
        Assert.Equal((N * 15 * 22, 0), Follow(moved, mask));
    }

    /// <summary>A rotation too small to see forces the interpolation, of the same draws.</summary>
    [Fact]
    public void Copies_are_what_interpolation_gives()
    {
        var (photos, masks) = Places(DType.Int64);
        var options = new Augmentation { Flip = 0.5, FlipVertical = 0.5, Crop = 0.7 };

        var (copied, mask) = Apply(options, photos, masks);
        var (read, sameMask) = Apply(options with { Rotate = 1e-9 }, photos, masks);

        Assert.InRange((copied - read).Abs().Max().Item<float>(), 0, 1e-4);
        Assert.Equal(mask.ToArray<long>(), sameMask.ToArray<long>());
    }

    [Fact]
    public void A_photo_upside_down()
    {
        var (photos, masks) = Places(DType.Int64);

        var (turned, mask) = Apply(new() { FlipVertical = 1 }, photos, masks);

        Assert.Equal(photos.Flip(2).ToArray<float>(), turned.ToArray<float>());
        Assert.Equal(masks.Flip(1).ToArray<long>(), mask.ToArray<long>());
    }

    [Fact]
    public void What_moves_nothing_leaves_every_bit_of_the_mask_and_what_changes_nothing_of_the_photo()
    {
        var (photos, masks) = Places(DType.Int64);
        masks.Narrow(1, 3, 5).Fill(ClassSet.Void);

        Assert.Same(masks, Apply(Augmentation.Strong with { Flip = 0, Rotate = 0, ScaleDown = 1, ScaleUp = 1, Shift = 0 }, photos, masks).Masks);

        var (same, sameMasks) = Apply(new() { Gamma = 0, JpegQuality = 40, CutOutSide = 1, BlurSigma = 3 }, photos, masks); // lengths of what never happens
        Assert.Equal(photos.ToArray<float>(), same.ToArray<float>());
        Assert.Same(masks, sameMasks);
    }

    [Fact]
    public void Void_stays_void_and_nothing_else_becomes_it_within_the_photo()
    {
        var photos = Tensor.Ones([N, 3, Height, Width]);
        var masks = Tensor.Full([N, Height, Width], 254, DType.UInt8);
        masks.Narrow(2, 0, Width / 2).Fill(ClassSet.Void);

        var (moved, mask) = Apply(AllGeometry with { CropArea = 1 }, photos, masks);

        Assert.Equal(new byte[] { 254, 255 }, mask.ToArray<byte>().Distinct().Order());
        var within = moved.Select(1, 0).Ge(0.999).ToArray<bool>();
        Assert.All(mask.ToArray<byte>().Where((_, i) => !within[i] && moved.Select(1, 0).ToArray<float>()[i] == 0), v => Assert.Equal(255, v));
    }

    [Fact]
    public void A_background_is_placed_behind_cars_only_of_binary_masks()
    {
        var (photos, masks) = Places(DType.Int64);

        Assert.Equal(photos.ToArray<float>(), Apply(new() { Background = 1 }, photos, masks).Photos.ToArray<float>());
    }

    [Theory]
    [InlineData(1, 1)]
    [InlineData(1, 7)]
    [InlineData(5, 1)]
    public void The_smallest_photos_with_everything_on(int height, int width)
    {
        var everything = AllGeometry with { Gamma = 1, Hue = 180, Blur = 1, BlurSigma = 16, Jpeg = 1, CutOut = 1, CutOutSide = 1, Noise = 1, Background = 1, Crop = 0.01 };
        foreach (var masks in new[] { Tensor.Ones([2, 1, height, width]), Tensor.Ones([2, height, width], DType.Int64) })
        {
            var (varied, mask) = Apply(everything, Tensor.Rand([2, 3, height, width]), masks);
            Assert.Equal([2, 3, 1, 1], varied.Shape);
            Assert.Equal(masks.Rank == 4 ? [2, 1, 1, 1] : [2, 1, 1], mask.Shape);
            Assert.All(varied.ToArray<float>(), v => Assert.InRange(v, 0, 1));
        }
    }

    [Fact]
    public void Masks_of_another_kind_or_size_are_refused()
    {
        var photos = Tensor.Rand([2, 3, 4, 5]);
        foreach (var masks in new[] { Tensor.Zeros([2, 4, 5]), Tensor.Zeros([2, 1, 4, 5], DType.Int64), Tensor.Zeros([2, 1, 5, 4]), Tensor.Zeros([1, 4, 5], DType.Int64), Tensor.Zeros([2]) })
            Assert.StartsWith("photos are Float32 (N, 3, H, W)", Assert.Throws<ArgumentException>(() => Apply(AllGeometry, photos, masks)).Message);
        Assert.Throws<ArgumentException>(() => Apply(AllGeometry, Tensor.Rand([2, 1, 4, 5]), Tensor.Zeros([2, 1, 4, 5])));
    }

    public void Dispose()
    {
        walls.Dispose();
        scope.Dispose();
    }

    private (Tensor Photos, Tensor Masks) Apply(Augmentation options, Tensor photos, Tensor masks) => new Augmenter(options.Validated(), walls, seed: 3).Apply(photos, masks, batch: 2);

    private static byte Index(int x, int y) => (byte)((x + 37 * y) % 251);

    private static (Tensor Photos, Tensor Masks) Places(DType type)
    {
        var (photo, mask) = (new float[3 * Height * Width], new byte[Height * Width]);
        for (var i = 0; i < mask.Length; i++)
        {
            var (x, y) = (i % Width, i / Width);
            mask[i] = Index(x, y);
            (photo[i], photo[mask.Length + i], photo[2 * mask.Length + i]) = ((x + 0.5f) / Width, (y + 0.5f) / Height, 1);
        }

        return (Tensor.From<float>(photo, 1, 3, Height, Width).Expand(N, 3, Height, Width).Contiguous(),
            Tensor.From<byte>(mask, 1, Height, Width).Expand(N, Height, Width).To(type).Contiguous());
    }

    /// <summary>Every pixel's index is the one of the place that its colour names, and void where there is no photo. How many were of each kind.</summary>
    private static (int Inside, int Beyond) Follow(Tensor photos, Tensor masks)
    {
        var (pixels, indices, plane) = (photos.Contiguous().ToArray<float>(), masks.ToArray<byte>(), (int)(photos.Shape[2] * photos.Shape[3]));
        var (inside, beyond) = (0, 0);
        for (var i = 0; i < indices.Length; i++)
        {
            var at = i / plane * 3 * plane + i % plane;
            var (x, y, within) = (pixels[at] * Width, pixels[at + plane] * Height, pixels[at + 2 * plane]);
            if (within == 0)
            {
                Assert.Equal(ClassSet.Void, indices[i]);
                beyond++;
            }
            else if (within > 1 - 1e-6 && FromSide(x) && FromSide(y))
            {
                Assert.True(Index((int)x, (int)y) == indices[i], $"pixel {i % plane} of photo {i / plane} is from ({x}, {y}) and has index {indices[i]}");
                inside++;
            }
        }

        return (inside, beyond);

        static bool FromSide(float place) => Math.Abs(place - Math.Round(place)) > 1e-3; // on a pixel's side, either pixel is the nearest
    }
}
