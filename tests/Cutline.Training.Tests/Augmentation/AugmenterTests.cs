using Cutline.Training.Augmentation;
using TorchSharp;
using static TorchSharp.torch;

namespace Cutline.Training.Tests.Augmentation;

[Collection("live tensors")]
public sealed class AugmenterTests : IDisposable
{
    private const int N = 3, Height = 24, Width = 36;

    private static readonly AugmentationOptions Everything = AugmentationOptions.Strong with
    {
        FlipVertical = 0.5, Shear = 10, Perspective = 0.1, CropArea = 0.5, CropAspect = 1.3, Crop = 0.8, Hue = 30, Gamma = 0.5,
        Blur = 0.5, BlurSigma = 1.5, Jpeg = 0.5, CutOut = 0.5,
    };

    private readonly DisposeScope scope = NewDisposeScope();
    private readonly Backgrounds walls = Backgrounds.Load([]);

    [Fact]
    public void None_hands_back_what_it_is_given()
    {
        var (photos, masks) = Discs();

        var (varied, kept) = Apply(AugmentationOptions.None, photos, masks);

        Assert.Same(photos, varied);
        Assert.Same(masks, kept);
    }

    [Fact]
    public void A_seed_and_a_batch_number_say_what_happens()
    {
        var (photos, masks) = Discs();

        Assert.Equal(Pixels(batch: 4), Pixels(batch: 4));
        Assert.NotEqual(Pixels(batch: 4), Pixels(batch: 5));

        float[] Pixels(long batch) => Apply(Everything, photos, masks, batch).Photos.ToArray<float>();
    }

    [Fact]
    public void What_happens_to_a_photo_is_its_places_alone()
    {
        var (photos, masks) = Random();

        var (all, allMasks) = Apply(Everything, photos, masks);
        var (few, fewMasks) = Apply(Everything, FirstAndThird(photos), FirstAndThird(masks));

        Near(all.narrow(0, 0, 1), few.narrow(0, 0, 1));
        Assert.Equal(allMasks.narrow(0, 0, 1).ToArray<float>(), fewMasks.narrow(0, 0, 1).ToArray<float>());
        Assert.NotEqual(allMasks.narrow(0, 2, 1).ToArray<float>(), fewMasks.narrow(0, 1, 1).ToArray<float>());

        static Tensor FirstAndThird(Tensor x) => cat([x.narrow(0, 0, 1), x.narrow(0, 2, 1)], 0);
    }

    [Fact]
    public void Colours_do_not_change_where_things_come_to_lie()
    {
        var (photos, masks) = Discs();
        var places = new AugmentationOptions { Flip = 0.5, Rotate = 30, CropArea = 0.5, Perspective = 0.1 };

        var colours = places with { Brightness = 0.5, Hue = 90, Noise = 0.1, Jpeg = 0.5, CutOut = 0.5, Blur = 0.5, Gamma = 0.5 };
        var with = Apply(colours, photos, masks).Masks;

        Assert.Equal(Apply(places, photos, masks).Masks.ToArray<float>(), with.ToArray<float>());
    }

    [Fact]
    public void Photo_and_mask_move_together()
    {
        var (photos, masks) = Discs();
        var options = new AugmentationOptions { Flip = 0.5, Rotate = 30, ScaleDown = 0.7, ScaleUp = 1.3, Shift = 0.1 };

        var (moved, mask) = Apply(options, photos, masks);

        Assert.NotEqual(masks.ToArray<float>(), mask.ToArray<float>());
        Assert.Equal(mask.ToArray<float>(), moved.narrow(1, 0, 1).ge(0.5).to_type(ScalarType.Float32).ToArray<float>());
    }

    [Fact]
    public void Void_of_binary_masks_moves_with_photo_and_object()
    {
        var (photos, masks) = Discs();
        masks.narrow(3, 12, 3).masked_fill_(masks.narrow(3, 12, 3).eq(1), 255);          // a stripe through each disc
        photos = photos.clone();
        photos.narrow(3, 12, 3).mul_(0.6);

        var (mirrored, mirroredMask) = Apply(new AugmentationOptions { Flip = 1 }, photos, masks);
        Near(photos.flip(3), mirrored);
        Assert.Equal(masks.flip(3).ToArray<float>(), mirroredMask.ToArray<float>());

        var options = new AugmentationOptions { Rotate = 30, ScaleUp = 1.3, Background = 1 };
        var (varied, moved) = Apply(options, photos, masks);
        var values = moved.ToArray<float>();
        Assert.Equal([0, 1, 255], values.Distinct().Order());
        Assert.InRange(values.Count(v => v == 255), 30, 200);
        Assert.InRange(varied.narrow(1, 0, 1)[moved.eq(255)].mean().item<float>(), 0.5, 0.7);   // no background was placed there
        Assert.InRange(varied.narrow(1, 0, 1)[moved.eq(1)].mean().item<float>(), 0.8, 1);
    }

    [Fact]
    public void A_mirror_image()
    {
        var (photos, masks) = Random();

        var (mirrored, mask) = Apply(new AugmentationOptions { Flip = 1 }, photos, masks);

        Near(photos.flip(3), mirrored);
        Assert.Equal(masks.flip(3).ToArray<float>(), mask.ToArray<float>());
    }

    [Fact]
    public void Grey_is_luminance()
    {
        var (photos, masks) = Random();

        var (grey, _) = Apply(new AugmentationOptions { Grey = 1 }, photos, masks);

        Near(photos.narrow(1, 0, 1) * 0.299 + photos.narrow(1, 1, 1) * 0.587 + photos.narrow(1, 2, 1) * 0.114, grey.narrow(1, 0, 1));
        Near(grey.narrow(1, 0, 1), grey.narrow(1, 2, 1));
    }

    [Fact]
    public void Brightness_is_one_gain_for_a_photo_and_contrast_one_about_the_middle()
    {
        var (photos, masks) = Random();
        photos = photos * 0.2 + 0.4; // far from the limits

        OneValueEach(Apply(new AugmentationOptions { Brightness = 0.3 }, photos, masks).Photos / photos);
        OneValueEach((Apply(new AugmentationOptions { Contrast = 0.3 }, photos, masks).Photos - 0.5) / (photos - 0.5), within: 0.01);
    }

    [Fact]
    public void A_background_replaces_what_is_no_car_and_only_that()
    {
        var (photos, masks) = Random();
        masks.narrow(3, 0, Width / 2).fill_(1);
        masks.narrow(3, Width / 2, Width / 2).fill_(0);

        var (placed, _) = Apply(new AugmentationOptions { Background = 1 }, photos, masks);

        Near(photos.narrow(3, 0, Width / 2 - 1), placed.narrow(3, 0, Width / 2 - 1));
        var (behind, before) = (placed.narrow(3, Width / 2 + 1, 4).ToArray<float>(), photos.narrow(3, Width / 2 + 1, 4).ToArray<float>());
        Assert.All(behind.Zip(before), p => Assert.NotEqual(p.First, p.Second));
    }

    /// <summary>
    /// Beside a straight edge the mask's mean over 3×3 pixels is 1/3 outside and 2/3 inside: outside nothing of the old background remains,
    /// inside half of the photo.
    /// </summary>
    [Fact]
    public void No_fringe_of_the_old_background_remains()
    {
        var (photos, masks) = Random();
        masks.narrow(3, 0, Width / 2).fill_(1);
        masks.narrow(3, Width / 2, Width / 2).fill_(0);
        var options = new AugmentationOptions { Background = 1 };

        var change = Apply(options, photos, masks).Photos - Apply(options, 1 - photos, masks).Photos;

        var was = 2 * photos - 1; // how the two photos differ
        Near(was.narrow(3, 0, Width / 2 - 1), change.narrow(3, 0, Width / 2 - 1));
        Near(was.narrow(3, Width / 2 - 1, 1) * 0.5, change.narrow(3, Width / 2 - 1, 1));
        Near(zeros_like(was).narrow(3, Width / 2, Width / 2), change.narrow(3, Width / 2, Width / 2));
    }

    [Fact]
    public void Blur_keeps_what_is_even_and_noise_is_as_strong_as_asked()
    {
        var (even, masks) = (full([N, 3, 64, 64], 0.5f), zeros([N, 1, 64, 64]));

        Near(even, Apply(new AugmentationOptions { Blur = 1 }, even, masks).Photos);

        var noise = Apply(new AugmentationOptions { Noise = 0.1 }, even, masks).Photos - 0.5;
        for (var i = 0; i < N; i++) Assert.InRange(noise.narrow(0, i, 1).pow(2).mean().sqrt().item<float>(), 1e-4, 0.11);
    }

    [Fact]
    public void The_strongest_stays_in_range_and_leaves_no_tensors()
    {
        var (photos, masks) = Random();
        Apply(Everything, photos, masks);
        var before = LiveTensors.Settled();

        using (NewDisposeScope())
        {
            var (varied, mask) = Apply(Everything, photos, masks);
            Assert.Equal([N, 3, 19, 29], varied.shape);
            Assert.Equal([N, 1, 19, 29], mask.shape);
            Assert.All(varied.ToArray<float>(), v => Assert.InRange(v, 0, 1));
            Assert.All(mask.ToArray<float>(), v => Assert.True(v is 0 or 1));
        }

        Assert.Equal(before, Tensor.TotalCount);
    }

    public void Dispose()
    {
        walls.Dispose();
        scope.Dispose();
    }

    private (Tensor Photos, Tensor Masks) Apply(AugmentationOptions options, Tensor photos, Tensor masks, long batch = 1) =>
        new Augmenter(options, walls, seed: 7).Apply(photos, masks, batch);

    /// <summary>White discs on black beside the middle, equal to their masks.</summary>
    private static (Tensor Photos, Tensor Masks) Discs()
    {
        var pixels = new float[Height * Width];
        for (var i = 0; i < pixels.Length; i++)
            pixels[i] = Math.Pow(i % Width - 14, 2) + Math.Pow(i / Width - 10, 2) < 49 ? 1 : 0;
        var mask = tensor(pixels, [1, 1, Height, Width]).expand(N, 1, Height, Width).contiguous();
        return (mask.expand(N, 3, Height, Width).contiguous(), mask);
    }

    private static (Tensor Photos, Tensor Masks) Random() =>
        (rand([N, 3, Height, Width]), rand([N, 1, Height, Width]).gt(0.5).to_type(ScalarType.Float32));

    private static void Near(Tensor expected, Tensor actual)
    {
        Assert.Equal(expected.shape, actual.shape);
        Assert.InRange((expected - actual).abs().max().item<float>(), 0, 1e-4);
    }

    private static void OneValueEach(Tensor ratios, double within = 1e-4)
    {
        for (var i = 0; i < N; i++)
        {
            var of = ratios.narrow(0, i, 1);
            var middle = of.ToArray<float>().Order().ElementAt((int)of.NumberOfElements / 2);
            Assert.NotEqual(1, middle, 1e-3);
            Assert.True((of - middle).abs().ToArray<float>().Order().ElementAt((int)of.NumberOfElements * 9 / 10) < within, $"photo {i}");
        }
    }
}
