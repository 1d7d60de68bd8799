using Cutline.Segmentation.Preprocessing;
using Cutline.Torch;

namespace Cutline.Training.Tests.Augmentation;

public sealed class AugmenterTests : IDisposable
{
    private const int N = 3, Height = 24, Width = 36;

    private static readonly Augmentation Everything = Augmentation.Strong with
    {
        FlipVertical = 0.5, Shear = 10, Perspective = 0.1, CropArea = 0.5, CropAspect = 1.3, Crop = 0.8, Hue = 30, Gamma = 0.5,
        Blur = 0.5, BlurSigma = 1.5, Jpeg = 0.5, CutOut = 0.5,
    };

    private readonly TensorScope scope = new();
    private readonly Backgrounds walls = Backgrounds.Load([]);

    [Fact]
    public void None_hands_back_what_it_is_given()
    {
        var (photos, masks) = Discs();

        var (varied, kept) = Apply(Augmentation.None, photos, masks);

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
        var (few, fewMasks) = Apply(Everything, Tensor.Cat([photos.Narrow(0, 0, 1), photos.Narrow(0, 2, 1)], 0), Tensor.Cat([masks.Narrow(0, 0, 1), masks.Narrow(0, 2, 1)], 0));

        Near(all.Narrow(0, 0, 1), few.Narrow(0, 0, 1));
        Assert.Equal(allMasks.Narrow(0, 0, 1).ToArray<float>(), fewMasks.Narrow(0, 0, 1).ToArray<float>());
        Assert.NotEqual(allMasks.Narrow(0, 2, 1).ToArray<float>(), fewMasks.Narrow(0, 1, 1).ToArray<float>());
    }

    [Fact]
    public void Colours_do_not_change_where_things_come_to_lie()
    {
        var (photos, masks) = Discs();
        var places = new Augmentation { Flip = 0.5, Rotate = 30, CropArea = 0.5, Perspective = 0.1 };

        var with = Apply(places with { Brightness = 0.5, Hue = 90, Noise = 0.1, Jpeg = 0.5, CutOut = 0.5, Blur = 0.5, Gamma = 0.5 }, photos, masks).Masks;

        Assert.Equal(Apply(places, photos, masks).Masks.ToArray<float>(), with.ToArray<float>());
    }

    [Fact]
    public void Photo_and_mask_move_together()
    {
        var (photos, masks) = Discs();
        var options = new Augmentation { Flip = 0.5, Rotate = 30, ScaleDown = 0.7, ScaleUp = 1.3, Shift = 0.1 };

        var (moved, mask) = Apply(options, photos, masks);

        Assert.NotEqual(masks.ToArray<float>(), mask.ToArray<float>());
        Assert.Equal(mask.ToArray<float>(), moved.Narrow(1, 0, 1).Ge(0.5).To(DType.Float32).ToArray<float>());
    }

    [Fact]
    public void A_mirror_image()
    {
        var (photos, masks) = Random();

        var (mirrored, mask) = Apply(new Augmentation { Flip = 1 }, photos, masks);

        Near(photos.Flip(3), mirrored);
        Assert.Equal(masks.Flip(3).ToArray<float>(), mask.ToArray<float>());
    }

    [Fact]
    public void Grey_is_luminance()
    {
        var (photos, masks) = Random();

        var (grey, _) = Apply(new Augmentation { Grey = 1 }, photos, masks);

        Near(photos.Narrow(1, 0, 1) * 0.299 + photos.Narrow(1, 1, 1) * 0.587 + photos.Narrow(1, 2, 1) * 0.114, grey.Narrow(1, 0, 1));
        Near(grey.Narrow(1, 0, 1), grey.Narrow(1, 2, 1));
    }

    [Fact]
    public void Brightness_is_one_gain_for_a_photo_and_contrast_one_about_the_middle()
    {
        var (photos, masks) = Random();
        photos = photos * 0.2 + 0.4; // far from the limits

        OneValueEach(Apply(new Augmentation { Brightness = 0.3 }, photos, masks).Photos / photos);
        OneValueEach((Apply(new Augmentation { Contrast = 0.3 }, photos, masks).Photos - 0.5) / (photos - 0.5), within: 0.01);
    }

    [Fact]
    public void A_background_replaces_what_is_no_car_and_only_that()
    {
        var (photos, masks) = Random();
        masks.Narrow(3, 0, Width / 2).Fill(1);
        masks.Narrow(3, Width / 2, Width / 2).Fill(0);

        var (placed, _) = Apply(new Augmentation { Background = 1 }, photos, masks);

        Near(photos.Narrow(3, 0, Width / 2 - 1), placed.Narrow(3, 0, Width / 2 - 1));
        Assert.All(placed.Narrow(3, Width / 2 + 1, 4).ToArray<float>().Zip(photos.Narrow(3, Width / 2 + 1, 4).ToArray<float>()), p => Assert.NotEqual(p.First, p.Second));
    }

    [Fact]
    public void Blur_keeps_what_is_even_and_noise_is_as_strong_as_asked()
    {
        var (even, masks) = (Tensor.Full([N, 3, 64, 64], 0.5f), Tensor.Zeros([N, 1, 64, 64]));

        Near(even, Apply(new Augmentation { Blur = 1 }, even, masks).Photos);

        var noise = Apply(new Augmentation { Noise = 0.1 }, even, masks).Photos - 0.5;
        for (var i = 0; i < N; i++) Assert.InRange(noise.Narrow(0, i, 1).Pow(2).Mean().Sqrt().Item<float>(), 1e-4, 0.11);
    }

    [Fact]
    public void The_strongest_stays_in_range_and_leaves_no_tensors()
    {
        var (photos, masks) = Random();
        Apply(Everything, photos, masks);
        var before = Tensor.LiveCount;

        using (new TensorScope())
        {
            var (varied, mask) = Apply(Everything, photos, masks);
            Assert.Equal([N, 3, 19, 29], varied.Shape);
            Assert.Equal([N, 1, 19, 29], mask.Shape);
            Assert.All(varied.ToArray<float>(), v => Assert.InRange(v, 0, 1));
            Assert.All(mask.ToArray<float>(), v => Assert.True(v is 0 or 1));
        }

        Assert.True(Tensor.LiveCount <= before, $"{Tensor.LiveCount - before} tensors stay");
    }

    public void Dispose()
    {
        walls.Dispose();
        scope.Dispose();
    }

    private (Tensor Photos, Tensor Masks) Apply(Augmentation options, Tensor photos, Tensor masks, long batch = 1) =>
        new Augmenter(options, walls, seed: 7).Apply(photos, masks, batch);

    /// <summary>White discs on black beside the middle, equal to their masks.</summary>
    private static (Tensor Photos, Tensor Masks) Discs()
    {
        var pixels = new float[Height * Width];
        for (var i = 0; i < pixels.Length; i++)
            pixels[i] = Math.Pow(i % Width - 14, 2) + Math.Pow(i / Width - 10, 2) < 49 ? 1 : 0;
        var mask = Tensor.From<float>(pixels, 1, 1, Height, Width).Expand(N, 1, Height, Width).Contiguous();
        return (mask.Expand(N, 3, Height, Width).Contiguous(), mask);
    }

    private static (Tensor Photos, Tensor Masks) Random() => (Tensor.Rand([N, 3, Height, Width]), Tensor.Rand([N, 1, Height, Width]).Gt(0.5).To(DType.Float32));

    private static void Near(Tensor expected, Tensor actual)
    {
        Assert.Equal(expected.Shape, actual.Shape);
        Assert.InRange((expected - actual).Abs().Max().Item<float>(), 0, 1e-4);
    }

    private static void OneValueEach(Tensor ratios, double within = 1e-4)
    {
        for (var i = 0; i < N; i++)
        {
            var of = ratios.Narrow(0, i, 1);
            var middle = of.ToArray<float>().Order().ElementAt((int)of.ElementCount / 2);
            Assert.NotEqual(1, middle, 1e-3);
            Assert.True((of - middle).Abs().ToArray<float>().Order().ElementAt((int)of.ElementCount * 9 / 10) < within, $"photo {i}");
        }
    }
}
