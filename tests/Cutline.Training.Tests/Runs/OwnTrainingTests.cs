using Cutline.Segmentation.Datasets.Formats;
using Cutline.Segmentation.Inference;
using Cutline.Segmentation.Metrics;
using Cutline.Segmentation.Preprocessing;
using Cutline.Segmentation.Runs;
using Cutline.Training.Augmentation;
using Cutline.Training.Models;
using Cutline.Training.Runs;
using TorchSharp;
using static TorchSharp.torch;

namespace Cutline.Training.Tests.Runs;

/// <summary>
/// Training with what a program brings itself: model, loss, metric, augmentation, callbacks; and what a run keeps of its options.
/// </summary>
[Collection("live tensors")]
public sealed class OwnTrainingTests : IDisposable
{
    private readonly DrawnDiscs discs = new(8);
    private readonly TemporaryFolder folder = new();

    [Fact]
    public void A_model_loss_metric_augmentation_and_callback_of_ones_own_make_a_run_like_any_other()
    {
        using var scope = NewDisposeScope();
        random.manual_seed(1);
        using var model = nn.Sequential(
            nn.Conv2d(3, 8, 3, padding: 1), nn.BatchNorm2d(8), nn.ReLU(), nn.Conv2d(8, 8, 3, padding: 1), nn.ReLU(), nn.Conv2d(8, 1, 1));
        using var data = DatasetLocator.Open(discs.Root);
        var (events, step) = (new List<TrainingEvent>(), new Mirror());
        using var trainer = new Trainer(
            model, (logits, target) => nn.functional.binary_cross_entropy_with_logits(logits, target), data,
            new TrainOptions { Preprocess = PreprocessOptions.Square(32), Epochs = 6, Batch = 2, LearningRate = 0.02 })
        {
            Metrics = [new Foreground()], AugmentationSteps = [step], Callbacks = [new Told<TrainingEvent>(events.Add)],
        };

        var ended = trainer.Run(folder.At("run"));

        Assert.True(ended.BestDice > 0.8, $"Dice is {ended.BestDice}");
        Assert.Empty(events.OfType<ExportFailed>());
        Assert.Equal(6 * 3, step.Batches); // 6 of the 8 photos, 2 at a time
        var run = new SavedRun(folder.At("run"));
        Assert.All(run.ReadMetrics(), row => Assert.InRange(row.ValMetrics!["foreground"], 0, 1));
        string[] files = [RunFiles.Options, RunFiles.Split, RunFiles.Environment, RunFiles.BestModel, RunFiles.BestWeights,
            RunFiles.LastState];
        Assert.All(files, file => Assert.True(run.Has(file), file));
        using var predictor = Predictor.Load(folder.At("run"));
        Assert.Equal(1, predictor.Classes);
        Assert.Contains("already holds a run", Assert.Throws<ArgumentException>(() => trainer.Run(folder.At("run"))).Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public void Eight_photos_are_learned_well_in_evaluation_mode_too()
    {
        var options = new TrainOptions
        {
            Data = [discs.Root], Preprocess = PreprocessOptions.Square(32), Model = new ModelOptions { Base = 4, Depth = 2 },
            Split = new(Segmentation.Splits.SplitBy.Image, Test: 0.25, Validation: 0.5), Epochs = 25, Batch = 4, LearningRate = 0.01,
        };
        using var trainer = Trainer.FromOptions(options);
        Assert.True(trainer.Run(folder.At("run")).BestDice > 0.9); // 25 updates: the moving average alone would be far from settled
    }

    [Fact]
    public void Changed_options_are_reported_and_kept_by_epoch()
    {
        var options = SmallRun.Options(discs) with { Epochs = 1 };
        using var run = new SmallRun(options);
        run.Train();
        var told = new List<OptionsChanged>();

        run.Train(resume: true, tell: e =>
            { if (e is OptionsChanged c) told.Add(c); }, other: options with { Epochs = 2, LearningRate = 0.001, Average = 0 });

        Assert.Equal(2, Assert.Single(told).Epoch);
        Assert.Equal(["epochs: 1 → 2", "learning_rate: 0.01 → 0.001"], told[0].Changes.Order());
        var history = new OptionsHistory(run.Folder).Read();
        Assert.Equal([1, 2], history.Select(h => h.Epoch));
        Assert.Equal([0.01, 0.001], history.Select(h => h.Options["learning_rate"]!.GetValue<double>()));
        Assert.Equal(0.001, run.Folder.ReadOptions().LearningRate);

        run.Train(resume: true, other: options with { Epochs = 2, LearningRate = 0.001, Average = 0 });
        Assert.Equal(2, new OptionsHistory(run.Folder).Read().Count);
        var other = options with { Split = options.Split with { Seed = 7 } };
        Assert.Contains("keeps its split", Assert.Throws<ArgumentException>(() => run.Train(resume: true, other: other)).Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public void A_starting_model_gives_its_shape_and_input_and_contradictions_are_named()
    {
        var file = folder.At("start.safetensors");
        using (var start = new UNet(new ModelOptions { Base = 6, Depth = 3 }))
            ModelCheckpoint.Save(file, start, new PreprocessOptions(48, 32, Fit.Letterbox, Normalization.ImageNet));
        var options = new TrainOptions { Data = [discs.Root], From = file };

        var (taken, said) = StartingModel.TakeOver(options, []);

        Assert.Equal((6, 3, 48, 32, Fit.Letterbox),
            (taken.Model.Base, taken.Model.Depth, taken.Preprocess.Width, taken.Preprocess.Height, taken.Preprocess.Fit));
        Assert.Contains("unet, base 6, input 48×32", said, StringComparison.Ordinal);
        Assert.Equal((options with { From = null }, null), StartingModel.TakeOver(options with { From = null }, ["Model.Base"]));
        var wrong = Assert
            .Throws<ArgumentException>(() =>
            StartingModel.TakeOver(options with { Model = new ModelOptions { Base = 8 } }, ["Model.Base"]));
        Assert.Contains("Model.Base is 8, the model's is 6", wrong.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(Freeze.Encoder, "encoder.")]
    [InlineData(Freeze.AllButHead, "encoder.", "up")]
    public void Frozen_parts_stay_as_they_began(Freeze freeze, params string[] frozen)
    {
        var options = SmallRun.Options(discs) with { Model = new ModelOptions { Encoder = "mobilenet_v2", Base = 2 }, Epochs = 1 };
        using var still = new SmallRun(options with { Freeze = freeze, LearningRate = 1 });
        using var fresh = new SmallRun(options with { LearningRate = 1e-12 });
        still.Train();
        fresh.Train();

        var (end, begin) = (CheckpointBits.Of(still.Folder.Last), CheckpointBits.Of(fresh.Folder.Last));
        Assert.Equal(begin["model.exit.weight"].Length, end["model.exit.weight"].Length);
        Assert.NotEqual(begin["model.exit.weight"], end["model.exit.weight"]);
        foreach (var (name, bits) in end
            .Where(t => frozen.Any(f => t.Key.StartsWith($"model.{f}", StringComparison.Ordinal))
            && t.Key.EndsWith(".running_mean", StringComparison.Ordinal)))
            Assert.True(bits.All(c => c == '0'), name); // nothing was normalised by a batch
    }

    [Fact]
    public void The_encoders_own_rate_moves_it_as_far_as_it_says()
    {
        var options = SmallRun.Options(discs)
            with { Model = new ModelOptions { Encoder = "mobilenet_v2", Base = 2 }, Epochs = 1, EncoderLearningRate = 1e-12 };
        using var slow = new SmallRun(options with { LearningRate = 0.01 });
        using var none = new SmallRun(options with { LearningRate = 1e-12 });
        slow.Train();
        none.Train();
        var (a, b) = (CheckpointBits.Of(slow.Folder.Last), CheckpointBits.Of(none.Folder.Last));
        Assert.Equal(b["model.encoder.features.0.0.weight"], a["model.encoder.features.0.0.weight"]);
        Assert.NotEqual(b["model.exit.weight"], a["model.exit.weight"]);
    }

    [Fact]
    public void The_exported_model_is_that_of_the_best_weights_however_the_run_ended()
    {
        using var run = new SmallRun(SmallRun.Options(discs) with { Epochs = 4 });
        run.Train(export: true);
        AssertExported(run.Folder);

        File.Delete(run.Folder.BestModel); // as if it had been killed between the two
        run.Train(resume: true, export: true);
        AssertExported(run.Folder);
    }

    [Fact]
    public void The_program_may_stop_it_after_the_epoch()
    {
        using var trainer = Trainer.FromOptions(SmallRun.Options(discs) with { Epochs = 50 });
        trainer.Export = false;
        trainer.Callbacks = [new Told<TrainingEvent>(e => { if (e is BatchDone { Epoch: 2 }) trainer.Stop(); })];
        Assert.Equal("stopped by the program", trainer.Run(folder.At("run")).Reason);
        Assert.Equal(2, new SavedRun(folder.At("run")).ReadMetrics().Count);
    }

    public void Dispose()
    {
        folder.Dispose();
        discs.Dispose();
    }

    private void AssertExported(RunFolder run)
    {
        using var scope = NewDisposeScope();
        using var best = ModelCheckpoint.Load(run.Path);
        using var predictor = Predictor.Load(run.Path);
        using var photo = predictor.Load(File.ReadAllBytes(discs.Photo(0)), "disc");
        var map = predictor.Predict(photo, (32, 32));
        var pixels = photo.Pixels.ToArray();
        var x = (tensor(pixels, [1, photo.Height, photo.Width, 3], dtype: ScalarType.Float32) / 255).permute(0, 3, 1, 2);
        var expected = best.Model.call(x).sigmoid().ToArray<float>();
        var actual = map.Values.ToArray();
        Assert.Equal(expected.Length, actual.Length);
        for (var i = 0; i < expected.Length; i++) Assert.Equal(expected[i], actual[i], 1e-3);
    }

    private sealed class Foreground : Metric
    {
        private double sum;
        private int images;

        public override string Name => "foreground";

        public override double Value => images > 0 ? sum / images : double.NaN;

        public override void Add(ReadOnlySpan<byte> predicted, ReadOnlySpan<byte> truth, int width, int height)
        {
            sum += (double)predicted.Count((byte)1) / predicted.Length;
            images++;
        }

        public override void Reset() => (sum, images) = (0, 0);
    }

    private sealed class Mirror : AugmentationStep
    {
        public int Batches { get; private set; }

        public override (Tensor Photos, Tensor Masks) Apply(Tensor photos, Tensor masks, IReadOnlyList<AugmentationRandom> random)
        {
            Batches++;
            return (photos.flip(3), masks.flip(3));
        }
    }
}
