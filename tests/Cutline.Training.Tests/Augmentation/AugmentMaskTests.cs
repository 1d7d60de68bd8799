using Cutline.Segmentation.Labels;
using Cutline.Training.Augmentation;
using TorchSharp;
using static TorchSharp.torch;

namespace Cutline.Training.Tests.Augmentation;

/// <summary>
/// Masks of class indices. The photo says of every pixel where it is from: red and green are ramps across and down, blue is 1 within the
/// border. The mask has another index at every pixel of a neighbourhood, so that it can be worked out from the photo.
/// </summary>
public sealed class AugmentMaskTests : IDisposable
{
    private const int N = 6, Height = 30, Width = 44;

    private static readonly AugmentationOptions AllGeometry = new()
    {
        Flip = 0.5, FlipVertical = 0.5, Rotate = 25, ScaleDown = 0.7, ScaleUp = 1.5, Shift = 0.1, Shear = 12, Perspective = 0.12,
        CropArea = 0.4, CropAspect = 1.4, Crop = 0.8,
    };

    private readonly DisposeScope scope = NewDisposeScope();
    private readonly Backgrounds walls = Backgrounds.Load([]);

    [Theory]
    [InlineData(ScalarType.Int64)]
    [InlineData(ScalarType.Byte)]
    public void To_the_pixel_a_mask_is_where_its_photo_is(ScalarType type)
    {
        var (photos, masks) = Places(type);

        var (moved, mask) = Apply(AllGeometry, photos, masks);

        Assert.Equal([N, 3, 24, 35], moved.shape);
        Assert.Equal(type, mask.dtype);
        Assert.Equal([N, 24, 35], mask.shape);
        var (inside, beyond) = Follow(moved, mask);
        Assert.True(inside > N * 24 * 35 / 3, $"only {inside} pixels are of the photo");
        Assert.True(beyond > 100, $"only {beyond} pixels are beyond its border");
    }

    [Fact]
    public void Crops_and_mirror_images_are_copies()
    {
        var (photos, masks) = Places(ScalarType.Byte);

        var (moved, mask) = Apply(new() { Flip = 0.5, FlipVertical = 0.5, Crop = 0.5 }, photos, masks);

        Assert.Equal([N, 15, 22], mask.shape);
        var sources = photos.ToArray<float>().ToHashSet();
        Assert.All(moved.ToArray<float>(), v => Assert.Contains(v, sources));
        Assert.Equal((N * 15 * 22, 0), Follow(moved, mask));
    }

    /// <summary>A rotation too small to see forces the interpolation, of the same draws.</summary>
    [Fact]
    public void Copies_are_what_interpolation_gives()
    {
        var (photos, masks) = Places(ScalarType.Int64);
        var options = new AugmentationOptions { Flip = 0.5, FlipVertical = 0.5, Crop = 0.7 };

        var (copied, mask) = Apply(options, photos, masks);
        var (read, sameMask) = Apply(options with { Rotate = 1e-9 }, photos, masks);

        Assert.InRange((copied - read).abs().max().item<float>(), 0, 1e-4);
        Assert.Equal(mask.ToArray<long>(), sameMask.ToArray<long>());
    }

    [Fact]
    public void A_photo_upside_down()
    {
        var (photos, masks) = Places(ScalarType.Int64);

        var (turned, mask) = Apply(new() { FlipVertical = 1 }, photos, masks);

        Assert.Equal(photos.flip(2).ToArray<float>(), turned.ToArray<float>());
        Assert.Equal(masks.flip(1).ToArray<long>(), mask.ToArray<long>());
    }

    [Fact]
    public void What_moves_nothing_leaves_every_bit_of_the_mask_and_what_changes_nothing_of_the_photo()
    {
        var (photos, masks) = Places(ScalarType.Int64);
        masks.narrow(1, 3, 5).fill_(ClassSet.Void);

        var unmoved = AugmentationOptions.Strong with { Flip = 0, Rotate = 0, ScaleDown = 1, ScaleUp = 1, Shift = 0 };
        Assert.Same(masks, Apply(unmoved, photos, masks).Masks);

        // Sizes of changes that never happen.
        var (same, sameMasks) = Apply(new() { Gamma = 0, JpegQuality = 40, CutOutSide = 1, BlurSigma = 3 }, photos, masks);
        Assert.Equal(photos.ToArray<float>(), same.ToArray<float>());
        Assert.Same(masks, sameMasks);
    }

    [Fact]
    public void Void_stays_void_and_nothing_else_becomes_it_within_the_photo()
    {
        var photos = ones([N, 3, Height, Width]);
        var masks = full([N, Height, Width], 254, ScalarType.Byte);
        masks.narrow(2, 0, Width / 2).fill_(ClassSet.Void);

        var (moved, mask) = Apply(AllGeometry with { CropArea = 1 }, photos, masks);

        Assert.Equal(new byte[] { 254, 255 }, mask.ToArray<byte>().Distinct().Order());
        var within = moved.select(1, 0).ge(0.999).ToArray<bool>();
        var red = moved.select(1, 0).ToArray<float>();
        Assert.All(mask.ToArray<byte>().Where((_, i) => !within[i] && red[i] == 0), v => Assert.Equal(255, v));
    }

    [Fact]
    public void A_background_is_placed_behind_cars_only_of_binary_masks()
    {
        var (photos, masks) = Places(ScalarType.Int64);

        Assert.Equal(photos.ToArray<float>(), Apply(new() { Background = 1 }, photos, masks).Photos.ToArray<float>());
    }

    [Theory]
    [InlineData(1, 1)]
    [InlineData(1, 7)]
    [InlineData(5, 1)]
    public void The_smallest_photos_with_everything_on(int height, int width)
    {
        var everything = AllGeometry with
        {
            Gamma = 1, Hue = 180, Blur = 1, BlurSigma = 16, Jpeg = 1, CutOut = 1, CutOutSide = 1, Noise = 1, Background = 1, Crop = 0.01,
        };
        foreach (var masks in new[] { ones([2, 1, height, width]), ones([2, height, width], ScalarType.Int64) })
        {
            var (varied, mask) = Apply(everything, rand([2, 3, height, width]), masks);
            Assert.Equal([2, 3, 1, 1], varied.shape);
            Assert.Equal(masks.dim() == 4 ? [2, 1, 1, 1] : [2, 1, 1], mask.shape);
            Assert.All(varied.ToArray<float>(), v => Assert.InRange(v, 0, 1));
        }
    }

    [Fact]
    public void Masks_of_another_kind_or_size_are_refused()
    {
        var photos = rand([2, 3, 4, 5]);
        Tensor[] wrong =
        [
            zeros([2, 4, 5]), zeros([2, 1, 4, 5], ScalarType.Int64), zeros([2, 1, 5, 4]), zeros([1, 4, 5], ScalarType.Int64), zeros([2]),
        ];
        foreach (var masks in wrong)
        {
            var message = Assert.Throws<ArgumentException>(() => Apply(AllGeometry, photos, masks)).Message;
            Assert.StartsWith("photos are Float32 (N, 3, H, W)", message, StringComparison.Ordinal);
        }

        Assert.Throws<ArgumentException>(() => Apply(AllGeometry, rand([2, 1, 4, 5]), zeros([2, 1, 4, 5])));
    }

    public void Dispose()
    {
        walls.Dispose();
        scope.Dispose();
    }

    private (Tensor Photos, Tensor Masks) Apply(AugmentationOptions options, Tensor photos, Tensor masks) =>
        new Augmenter(options.Validated(), walls, seed: 3).Apply(photos, masks, batch: 2);

    private static byte Index(int x, int y) => (byte)((x + 37 * y) % 251);

    private static (Tensor Photos, Tensor Masks) Places(ScalarType type)
    {
        var (photo, mask) = (new float[3 * Height * Width], new byte[Height * Width]);
        for (var i = 0; i < mask.Length; i++)
        {
            var (x, y) = (i % Width, i / Width);
            mask[i] = Index(x, y);
            (photo[i], photo[mask.Length + i], photo[2 * mask.Length + i]) = ((x + 0.5f) / Width, (y + 0.5f) / Height, 1);
        }

        return (tensor(photo, [1, 3, Height, Width]).expand(N, 3, Height, Width).contiguous(),
            tensor(mask, [1, Height, Width]).expand(N, Height, Width).to_type(type).contiguous());
    }

    /// <summary>
    /// Every pixel's index is the one of the place that its colour names, and void where there is no photo. How many were of each kind.
    /// </summary>
    private static (int Inside, int Beyond) Follow(Tensor photos, Tensor masks)
    {
        var (pixels, indices, plane) = (
            photos.contiguous().ToArray<float>(), masks.ToArray<byte>(), (int)(photos.shape[2] * photos.shape[3]));
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
                Assert.True(
                    Index((int)x, (int)y) == indices[i],
                    $"pixel {i % plane} of photo {i / plane} is from ({x}, {y}) and has index {indices[i]}");
                inside++;
            }
        }

        return (inside, beyond);

        static bool FromSide(float place) => Math.Abs(place - Math.Round(place)) > 1e-3; // on a pixel's side, either pixel is the nearest
    }
}
