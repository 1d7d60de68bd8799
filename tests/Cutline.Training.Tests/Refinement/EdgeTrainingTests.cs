using Cutline.Segmentation.Inference;
using Cutline.Segmentation.Preprocessing;
using Cutline.Segmentation.Splits;
using Cutline.Training.Augmentation;
using Cutline.Training.Losses;
using Cutline.Training.Models;
using Cutline.Training.Refinement;
using Cutline.Training.Runs;

namespace Cutline.Training.Tests.Refinement;

[Collection("live tensors")]
public sealed class EdgeTrainingTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    /// <summary>From training to the refined outlines of photos that took no part: many of the wrong pixels go.</summary>
    [Fact]
    public void A_trained_model_brings_the_outline_nearer_to_the_truth()
    {
        TorchSharp.torch.manual_seed(2); // of the first weights
        using var photos = new DrawnShapes(24);
        using var data = new EdgeDataset(new DrawnShapes(20));
        using var model = new EdgeNet(new() { Name = EdgePicture.ModelName });
        var options = new TrainOptions
        {
            Preprocess = PreprocessOptions.Square(EdgeDataset.Side), Epochs = 20, Batch = 16, LearningRate = 0.005,
            Schedule = Schedule.OneCycle, Split = new(Test: 0, Validation: 0.1),
        };
        using (var trainer = new Trainer(model, new BceDiceLoss(), data, options) { Pictures = false }) trainer.Run(folder.At("run"));

        using var refiner = EdgeRefiner.Load(folder.At("run"), new() { Threads = 1 });
        var (before, after) = (0, 0);
        foreach (var index in (int[])[22, 23])
        {
            using var photo = photos.LoadPhoto(index);
            using var truth = photos.LoadMask(index);
            var coarse = Coarse(truth.Pixels, photo.Width, photo.Height);
            var refined = new ProbabilityMap(coarse.Values, coarse.Width, coarse.Height, photo.Width, photo.Height)
            {
                Refined = refiner.Refine(photo, coarse),
            };
            before += Wrong(coarse, truth.Pixels);
            after += Wrong(refined, truth.Pixels);
        }

        Assert.True(after <= 0.75 * before, $"{before} wrong pixels became {after}");
    }

    [Fact]
    public void It_is_trained_on_squares_of_its_own_whatever_photos_are_named()
    {
        var options = new TrainOptions
        {
            Data = ["synthetic"], Model = new() { Name = EdgePicture.ModelName }, Preprocess = PreprocessOptions.Square(EdgeDataset.Side),
        };
        var sources = TrainingData.OpenSources(options.Validated());
        Assert.IsType<EdgeDataset>(Assert.Single(sources));
        foreach (var source in sources) source.Dispose();

        foreach (var unfit in (TrainOptions[])[options with { Preprocess = PreprocessOptions.Square(128) },
            options with { Augment = AugmentationOptions.Light }])
        {
            Assert.Contains(
                "Model.Name is edges, which draws its samples itself, 64×64 pixels each: use Preprocess.Size 64",
                Assert.Throws<ArgumentException>(unfit.Validated).Message);
        }
    }

    [Fact]
    public void It_takes_three_planes_alone() => Assert.Contains(
        "Model.InChannels is 4", Assert.Throws<ArgumentException>(() => new EdgeNet(new() { Name = "edges", InChannels = 4 })).Message);

    public void Dispose() => folder.Dispose();

    /// <summary>The share of the truth in cells of 5×5 pixels.</summary>
    private static ProbabilityMap Coarse(ReadOnlySpan<byte> truth, int width, int height)
    {
        var values = new float[width / 5 * (height / 5)];
        for (var i = 0; i < truth.Length; i++) if (truth[i] > 0) values[i / width / 5 * (width / 5) + i % width / 5] += 0.04f;
        return new(Array.ConvertAll(values, v => 1 / (1 + MathF.Exp(-10 * (v - 0.5f)))), width / 5, height / 5, width, height);
    }

    private static int Wrong(ProbabilityMap map, ReadOnlySpan<byte> truth)
    {
        using var mask = map.Mask();
        var wrong = 0;
        for (var i = 0; i < truth.Length; i++) if (mask.Pixels[i] > 0 != truth[i] > 0) wrong++;
        return wrong;
    }
}
