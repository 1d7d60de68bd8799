using Cutline.Imaging;
using Cutline.Segmentation.Inference;
using Cutline.Segmentation.Metrics;
using Cutline.Training.Tests.Runs;
using Cutline.Segmentation.Preprocessing;
using Cutline.Torch;

namespace Cutline.Segmentation.Tests.Inference;

[Collection("trained discs")]
public sealed class PredictorTests(TrainedDiscs trained)
{
    [Fact]
    public void Masks_have_the_photos_size_and_find_the_disc()
    {
        using var predictor = new Predictor(ModelFile.Load(trained.Run.Path), type: DType.Float32);
        using var photo = Photo.Load(trained.Discs.Photo(0));
        using var truth = Photo.LoadIndices(trained.Discs.Mask(0));
        using var map = predictor.Predict(photo);
        using var mask = map.Mask();

        Assert.Equal((48, 36), (mask.Width, mask.Height));
        Assert.True(Dice(mask, truth) > 0.85);
        Assert.InRange(map.Values.Min().Item<float>(), 0, 1);
        Assert.InRange(map.Values.Max().Item<float>(), 0, 1);
    }

    [Fact]
    public void Bf16_is_nearly_fp32()
    {
        using var exact = new Predictor(ModelFile.Load(trained.Run.Path), type: DType.Float32);
        using var fast = new Predictor(ModelFile.Load(trained.Run.Path), type: DType.BFloat16);
        using var photo = Photo.Load(trained.Discs.Photo(1));
        using var a = exact.Predict(photo);
        using var b = fast.Predict(photo);

        Assert.Equal(DType.Float32, b.Values.DType);
        Assert.All(a.Values.ToArray<float>().Zip(b.Values.ToArray<float>()), p => Assert.Equal(p.First, p.Second, 0.1f));
    }

    [Theory]
    [InlineData(1, 1)]
    [InlineData(1, 300)]
    [InlineData(7, 5)]
    [InlineData(501, 33)]
    public void Photos_of_any_shape_have_masks(int width, int height)
    {
        foreach (var fit in Enum.GetValues<Fit>())
        {
            using var predictor = Fitted(fit, 32, 24);
            using var photo = Photo.FromPixels(Enumerable.Repeat((byte)90, width * height * 3).ToArray(), width, height, PixelFormat.Rgb);
            using var map = predictor.Predict(photo);
            using var mask = map.Mask();
            Assert.Equal((width, height), (mask.Width, mask.Height));
        }
    }

    [Fact]
    public void A_letterbox_gives_back_the_photo_without_its_border_and_stands_upright_for_an_upright_photo()
    {
        using var predictor = Fitted(Fit.Letterbox, 64, 32);
        using var wide = Photo.FromPixels(new byte[96 * 32 * 3], 96, 32, PixelFormat.Rgb);
        using var high = Photo.FromPixels(new byte[32 * 96 * 3], 32, 96, PixelFormat.Rgb);
        using var lying = predictor.Predict(wide);
        using var standing = predictor.Predict(high);

        Assert.Equal([21L, 64], lying.Values.Shape); // 64 wide: 32 · 64 / 96 = 21.3 high
        Assert.Equal([64L, 21], standing.Values.Shape);
    }

    [Fact]
    public void A_photo_that_was_reduced_while_it_was_decoded_has_a_mask_of_its_native_size()
    {
        using var predictor = new Predictor(ModelFile.Load(trained.Run.Path), type: DType.Float32);
        using var small = Photo.Load(trained.Discs.Photo(2));
        using var large = small.Resize(48 * 16, 36 * 16, Kernel.Cubic);
        var bytes = large.Encode(new PhotoEncoding(PhotoFormat.Jpeg) { Quality = 95 });

        using var reduced = predictor.Load(bytes);
        using var map = predictor.Predict(reduced, (large.Width, large.Height));
        using var mask = map.Mask();
        using var direct = predictor.Predict(large);
        using var expected = direct.Mask();

        Assert.True(reduced.Width < large.Width / 4);
        Assert.Equal((large.Width, large.Height), (mask.Width, mask.Height));
        Assert.True(Dice(mask, expected) > 0.97, $"Dice is {Dice(mask, expected)}");
    }

    [Fact]
    public void No_tensor_stays_behind()
    {
        using var predictor = new Predictor(ModelFile.Load(trained.Run.Path));
        using var photo = Photo.Load(trained.Discs.Photo(0));
        var live = new List<long>();
        for (var i = 0; i < 20; i++)
        {
            using (var map = predictor.Predict(photo)) map.Mask().Dispose();
            live.Add(Tensor.LiveCount);
        }

        Assert.All(live, n => Assert.Equal(live[0], n));
    }

    private Predictor Fitted(Fit fit, int width, int height) =>
        new(ModelFile.Load(trained.Run.Path) with { Preprocess = new PreprocessOptions(width, height, fit) }, type: DType.Float32);

    private static double Dice(Photo mask, Photo truth)
    {
        using var scope = new TensorScope();
        Tensor Bool(Photo p) => Tensor.From(p.Pixels, 1, 1, p.Height, p.Width).Gt(0);
        return ImageScore.Of(Bool(mask), Bool(truth))[0].Dice;
    }
}
