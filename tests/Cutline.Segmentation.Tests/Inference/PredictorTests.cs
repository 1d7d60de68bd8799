using Cutline.Imaging;
using Cutline.Segmentation.Inference;
using Cutline.Segmentation.Metrics;
using Cutline.Segmentation.Preprocessing;
using Cutline.Segmentation.Tests.Datasets;
using Cutline.Segmentation.Tests.Evaluation;

namespace Cutline.Segmentation.Tests.Inference;

public sealed class PredictorTests(DiscRun discs) : IClassFixture<DiscRun>, IDisposable
{
    private readonly TemporaryFolder folder = new();

    [Fact]
    public void A_photo_becomes_probabilities_and_a_mask_of_its_own_size()
    {
        using var predictor = Predictor.Load(discs.Run.Folder);
        using var photo = Photo.Load(discs.Discs.Photo(0));
        using var truth = Photo.LoadIndices(discs.Discs.Mask(0));

        var map = predictor.Predict(photo);
        using var mask = map.Mask();

        Assert.Equal((32, 32, 48, 36), (map.Width, map.Height, map.NativeWidth, map.NativeHeight));
        Assert.Equal((48, 36), (mask.Width, mask.Height));
        Assert.InRange(Dice(mask, truth), 0.95, 1);
        Assert.All(map.Values, p => Assert.InRange(p, 0, 1));
        Assert.Equal(discs.Run.PathOf("best.onnx"), predictor.ModelFile);
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
            using var mask = predictor.Predict(photo).Mask();
            Assert.Equal((width, height), (mask.Width, mask.Height));
        }
    }

    [Fact]
    public void The_model_sees_srgb_whatever_the_photo_s_profile()
    {
        using var predictor = Fitted(Fit.Stretch, 32, 24);
        using var photo = Photo.Load(discs.Discs.Photo(0));
        var wanted = predictor.Predict(photo);
        foreach (var icc in (byte[][])[Imaging.Tests.Profiles.Exchanged(), Imaging.Tests.Profiles.ProPhoto()])
        {
            using var foreign = Imaging.Tests.Profiles.Convert(photo, icc);
            var map = predictor.Predict(foreign);
            Assert.InRange(wanted.Values.Zip(map.Values, (a, b) => Math.Abs(a - b)).Average(), 0, 0.02);
        }
    }

    [Fact]
    public void A_letterbox_gives_back_the_photo_without_its_border_and_stands_upright_for_an_upright_photo()
    {
        using var predictor = Fitted(Fit.Letterbox, 64, 32);
        using var wide = Photo.FromPixels(new byte[96 * 32 * 3], 96, 32, PixelFormat.Rgb);
        using var high = Photo.FromPixels(new byte[32 * 96 * 3], 32, 96, PixelFormat.Rgb);
        var (lying, standing) = (predictor.Predict(wide), predictor.Predict(high));

        Assert.Equal((64, 21), (lying.Width, lying.Height)); // 64 wide: 32 · 64 / 96 = 21.3 high
        Assert.Equal((21, 64), (standing.Width, standing.Height));
    }

    /// <summary>The border above and below, or left and right, is not part of the map: the disc is where it is in the photo.</summary>
    [Theory]
    [InlineData(64, 64, false)]
    [InlineData(120, 48, false)]
    [InlineData(64, 64, true)]
    public void A_letterbox_keeps_the_mask_in_its_place(int width, int height, bool augmented)
    {
        var file = new SmallModel { Preprocess = new(width, height, Fit.Letterbox) }.Load(folder.At("letterbox.onnx"));
        using var predictor = new Predictor(file, augmented ? PredictorOptions.Augmented : null);
        using var photo = Photo.Load(discs.Discs.Photo(0));
        using var truth = Photo.LoadIndices(discs.Discs.Mask(0));
        using var mask = predictor.Predict(photo).Mask();
        Assert.InRange(Dice(mask, truth), 0.95, 1);
    }

    /// <summary>Its input cannot stand upright: the photo is smaller in it.</summary>
    [Fact]
    public void A_letterbox_of_a_fixed_size_keeps_it()
    {
        using var predictor = new Predictor(
            new SmallModel { Preprocess = new(64, 32, Fit.Letterbox), Input = [1, 3, 32, 64] }.Load(folder.At("fixed.onnx")));
        using var high = Photo.FromPixels(new byte[32 * 96 * 3], 32, 96, PixelFormat.Rgb);
        var map = predictor.Predict(high);
        Assert.Equal((11, 32), (map.Width, map.Height));
    }

    [Fact]
    public void A_photo_that_was_reduced_while_it_was_decoded_has_a_mask_of_its_own_size()
    {
        using var predictor = Predictor.Load(discs.Run.Folder);
        using var small = Photo.Load(discs.Discs.Photo(2));
        using var large = small.Resize(48 * 16, 36 * 16, Kernel.Cubic);
        var bytes = large.Encode(new PhotoEncoding(PhotoFormat.Jpeg) { Quality = 95 });

        using var reduced = predictor.Load(bytes);
        using var mask = predictor.Predict(reduced, (large.Width, large.Height)).Mask();
        using var expected = predictor.Predict(large).Mask();

        Assert.True(reduced.Width < large.Width / 4);
        Assert.Equal((large.Width, large.Height), (mask.Width, mask.Height));
        Assert.True(Dice(mask, expected) > 0.97, $"Dice is {Dice(mask, expected)}");
    }

    [Fact]
    public void The_same_photo_gives_the_same_map_whatever_came_between()
    {
        using var predictor = Predictor.Load(discs.Run.Folder);
        using var photo = Photo.Load(discs.Discs.Photo(0));
        using var other = Photo.Load(discs.Discs.Photo(5));
        var first = predictor.Predict(photo).Values;
        predictor.Predict(other);
        predictor.Classify(other).Dispose();
        Assert.Equal(first, predictor.Predict(photo).Values);
    }

    /// <summary>Inference needs ONNX Runtime, and no training engine: none is loaded, not even by accident.</summary>
    [Fact]
    public void No_libtorch_is_loaded()
    {
        using var predictor = Predictor.Load(discs.Run.Folder);
        using var photo = Photo.Load(discs.Discs.Photo(0));
        predictor.Predict(photo).Mask().Dispose();

        using var process = System.Diagnostics.Process.GetCurrentProcess();
        var libraries = process.Modules.Cast<System.Diagnostics.ProcessModule>().Select(m => Path.GetFileName(m.FileName)).ToArray();

        Assert.Contains(libraries, name => name.Contains("onnxruntime", StringComparison.OrdinalIgnoreCase));
        Assert.DoesNotContain(libraries, name => name.Contains("torch", StringComparison.OrdinalIgnoreCase));
    }

    public void Dispose() => folder.Dispose();

    private Predictor Fitted(Fit fit, int width, int height) =>
        new(new SmallModel { Preprocess = new(width, height, fit) }.Load(folder.At($"{fit}.onnx")));

    private static double Dice(Photo mask, Photo truth)
    {
        static byte[] Binary(Photo photo) => [.. photo.Pixels.ToArray().Select(p => p > 0 ? (byte)1 : (byte)0)];
        return ImageScore.Of(Binary(mask), Binary(truth)).Dice;
    }
}
