using Cutline.Imaging;
using Cutline.Segmentation.Inference;
using Cutline.Training.Models;
using Cutline.Training.Tests.Runs;
using Cutline.Segmentation.Preprocessing;
using Cutline.Torch;

namespace Cutline.Segmentation.Tests.Inference;

[Collection("trained discs")]
public sealed class PredictorOptionsTests(TrainedDiscs trained)
{
    [Fact]
    public void Values_out_of_range_name_those_to_use()
    {
        string Said(PredictorOptions options) => Assert.Throws<ArgumentException>(options.Validated).Message;
        Assert.Contains("tile is 8: use 32 to 4096 pixels", Said(new() { Tile = 8 }));
        Assert.Contains("overlap is 0.9: use a share of the tile from 0 to 0.75", Said(new() { Overlap = 0.9 }));
        Assert.Contains("overlap is NaN", Said(new() { Overlap = double.NaN }));
        Assert.Contains("scales is 9: use 1 to 16 numbers from 0.1 to 4", Said(new() { Scales = [9] }));
        Assert.Contains("scales is ", Said(new() { Scales = [] }));
    }

    /// <summary>However it is looked at, the disc is found, at the photo's size.</summary>
    [Fact]
    public void Every_way_of_looking_finds_the_disc()
    {
        PredictorOptions[] ways = [new(), PredictorOptions.Augmented, new() { Tile = 32 }, PredictorOptions.Augmented with { Tile = 40, Overlap = 0.5 }, new() { Tile = 512 }];
        using var photo = Photo.Load(trained.Discs.Photo(3));
        using var truth = Photo.LoadIndices(trained.Discs.Mask(3));
        foreach (var way in ways)
        {
            using var predictor = new Predictor(ModelFile.Load(trained.Run.Path), type: DType.Float32, options: way);
            using var map = predictor.Predict(photo);
            using var mask = map.Mask();
            using var classes = predictor.Classify(photo);
            var same = mask.Pixels.ToArray().Zip(truth.Pixels.ToArray()).Count(p => p.First > 0 == p.Second > 0);
            Assert.True(same > 0.9 * truth.Pixels.Length, $"{way} agrees in {same} of {truth.Pixels.Length} pixels");
            Assert.Equal(mask.Pixels.ToArray().Select(p => (byte)(p > 0 ? 1 : 0)), classes.Pixels.ToArray());
        }
    }

    [Fact]
    public void A_mirrored_photo_has_the_mirrored_mask_when_both_are_looked_at()
    {
        using var predictor = new Predictor(ModelFile.Load(trained.Run.Path), type: DType.Float32, options: new() { Flip = true });
        using var photo = Photo.Load(trained.Discs.Photo(1));
        var pixels = new byte[photo.Pixels.Length];
        for (var i = 0; i < 48 * 36; i++) photo.Pixels.Slice(3 * i, 3).CopyTo(pixels.AsSpan(3 * (i / 48 * 48 + 47 - i % 48)));
        using var mirrored = Photo.FromPixels(pixels, 48, 36, PixelFormat.Rgb);
        using var map = predictor.Predict(photo);
        using var other = predictor.Predict(mirrored);
        using var scope = new TensorScope();
        Assert.True((map.Values - other.Values.Flip(1)).Abs().Max().Item<float>() < 0.02);
    }

    [Fact]
    public void Many_classes_are_an_index_map_of_the_photos_size_and_no_probability_of_one()
    {
        using var photo = Photo.Load(trained.Discs.Photo(0));
        foreach (var way in (PredictorOptions[])[new(), new() { Tile = 32 }, PredictorOptions.Augmented])
        {
            using var predictor = ManyClasses(way);
            using var classes = predictor.Classify(photo);
            using var enlarged = predictor.Classify(photo, (100, 75));
            Assert.Equal((48, 36, 100, 75), (classes.Width, classes.Height, enlarged.Width, enlarged.Height));
            Assert.True(classes.Pixels.ToArray().All(c => c < 5));
            Assert.Contains("5 classes", Assert.Throws<InvalidOperationException>(() => predictor.Predict(photo)).Message);
        }
    }

    [Fact]
    public void No_tensor_stays_behind()
    {
        using var predictor = ManyClasses(PredictorOptions.Augmented with { Tile = 32 });
        using var photo = Photo.Load(trained.Discs.Photo(0));
        var live = new List<long>();
        for (var i = 0; i < 5; i++)
        {
            predictor.Classify(photo).Dispose();
            live.Add(Tensor.LiveCount);
        }

        Assert.All(live, n => Assert.Equal(live[0], n));
    }

    private static Predictor ManyClasses(PredictorOptions options)
    {
        LibTorch.SetSeed(1);
        var model = new UNet(new ModelOptions { Base = 4, Depth = 2, Classes = 5 });
        return new(new LoadedModel("drawn", model, PreprocessOptions.Square(32), new Dictionary<string, string>()), type: DType.Float32, options: options);
    }
}
