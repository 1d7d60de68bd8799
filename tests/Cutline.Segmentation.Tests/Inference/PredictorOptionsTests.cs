using Cutline.Imaging;
using Cutline.Segmentation.Inference;
using Cutline.Segmentation.Tests.Evaluation;

namespace Cutline.Segmentation.Tests.Inference;

public sealed class PredictorOptionsTests(DiscRun discs) : IClassFixture<DiscRun>, IDisposable
{
    private readonly TemporaryFolder folder = new();

    [Fact]
    public void Values_out_of_range_name_those_to_use()
    {
        string Error(PredictorOptions options) => Assert.Throws<ArgumentException>(options.Validated).Message;
        Assert.Contains("Tile is 8: use 32 to 4096 pixels", Error(new() { Tile = 8 }));
        Assert.Contains("Overlap is 0.9: use a share of the tile from 0 to 0.75", Error(new() { Overlap = 0.9 }));
        Assert.Contains("Overlap is NaN", Error(new() { Overlap = double.NaN }));
        Assert.Contains("Scales is 9: use 1 to 16 numbers from 0.1 to 4", Error(new() { Scales = [9] }));
        Assert.Contains("Scales is ", Error(new() { Scales = [] }));
        Assert.Contains("Threads is -1", Error(new() { Onnx = new() { Threads = -1 } }));
    }

    /// <summary>However it is predicted, the disc is found, at the photo's size.</summary>
    [Fact]
    public void Every_way_of_predicting_finds_the_disc()
    {
        PredictorOptions[] ways =
        [
            new(), PredictorOptions.Augmented, new() { Tile = 32 }, PredictorOptions.Augmented with { Tile = 40, Overlap = 0.5 },
            new() { Tile = 512 },
        ];
        using var photo = Photo.Load(discs.Discs.Photo(3));
        using var truth = Photo.LoadIndices(discs.Discs.Mask(3));
        foreach (var way in ways)
        {
            using var predictor = Predictor.Load(discs.Run.Folder, way);
            var map = predictor.Predict(photo);
            using var mask = map.Mask();
            using var classes = predictor.Classify(photo);
            var same = mask.Pixels.ToArray().Zip(truth.Pixels.ToArray()).Count(p => p.First > 0 == p.Second > 0);
            Assert.True(same > 0.97 * truth.Pixels.Length, $"{way} agrees in {same} of {truth.Pixels.Length} pixels");
            Assert.Equal(mask.Pixels.ToArray().Select(p => (byte)(p > 0 ? 1 : 0)), classes.Pixels.ToArray());
            if (way.Tile > 0) Assert.Equal((48, 36), (map.Width, map.Height));
        }
    }

    /// <summary>A model of single pixels sees the same in a tile as in the whole photo.</summary>
    [Fact]
    public void Tiles_give_each_pixel_what_the_whole_photo_would()
    {
        using var photo = Photo.Load(discs.Discs.Photo(4));
        using var whole = new Predictor(new SmallModel { Preprocess = new(48, 36) }.Load(folder.At("whole.onnx")));
        using var tiled = Predictor.Load(discs.Run.Folder, new() { Tile = 32, Overlap = 0.3 });
        Assert.All(whole.Predict(photo).Values.Zip(tiled.Predict(photo).Values), p => Assert.Equal(p.First, p.Second, 1e-5f));
    }

    [Fact]
    public void A_mirrored_photo_has_the_mirrored_mask_when_both_are_predicted()
    {
        using var predictor = Predictor.Load(discs.Run.Folder, new() { Flip = true });
        using var photo = Photo.Load(discs.Discs.Photo(1));
        var pixels = new byte[photo.Pixels.Length];
        for (var i = 0; i < 48 * 36; i++) photo.Pixels.Slice(3 * i, 3).CopyTo(pixels.AsSpan(3 * (i / 48 * 48 + 47 - i % 48)));
        using var mirrored = Photo.FromPixels(pixels, 48, 36, PixelFormat.Rgb);
        var (map, other) = (predictor.Predict(photo), predictor.Predict(mirrored));
        Assert.All(
            map.Values.Zip(new Planes(other.Values, 1, other.Height, other.Width).Mirror().Values),
            p => Assert.Equal(p.First, p.Second, 0.02f));
    }

    [Fact]
    public void Several_classes_are_an_index_map_of_the_photos_size_and_no_probability_of_one()
    {
        using var photo = Photo.Load(discs.Discs.Photo(0));
        foreach (var way in (PredictorOptions[])[new(), new() { Tile = 32 }, PredictorOptions.Augmented])
        {
            using var predictor = new Predictor(SmallModel.OfClasses(5).Load(folder.At("classes.onnx")), way);
            using var classes = predictor.Classify(photo);
            using var enlarged = predictor.Classify(photo, (100, 75));
            Assert.Equal((48, 36, 100, 75), (classes.Width, classes.Height, enlarged.Width, enlarged.Height));
            Assert.True(classes.Pixels.ToArray().All(c => c < 5));
            Assert.True(classes.Pixels.ToArray().Distinct().Count() > 1);
            Assert.Contains("5 classes", Assert.Throws<InvalidOperationException>(() => predictor.Predict(photo)).Message);
        }
    }

    [Fact]
    public void A_model_of_a_fixed_size_takes_neither_tiles_nor_scales()
    {
        var file = new SmallModel { Input = [1, 3, 32, 32] }.Write(folder.At("fixed.onnx"));
        string Error(PredictorOptions options) => Assert.Throws<ArgumentException>(() => Predictor.Load(file, options)).Message;
        Assert.Contains("takes photos of 32×32 alone: leave out tile and scales", Error(new() { Tile = 64 }));
        Assert.Contains("leave out tile and scales", Error(PredictorOptions.Augmented));
        using var mirrored = Predictor.Load(file, new() { Flip = true });
    }

    public void Dispose() => folder.Dispose();
}
