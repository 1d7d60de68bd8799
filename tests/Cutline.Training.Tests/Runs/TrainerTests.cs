using Cutline.Imaging;
using Cutline.Segmentation;
using Cutline.Segmentation.Datasets.Formats;
using Cutline.Segmentation.Datasets.Inspection;
using Cutline.Segmentation.Inference;
using Cutline.Segmentation.Preprocessing;
using Cutline.Segmentation.Runs;
using Cutline.Segmentation.Splits;
using Cutline.Training.Augmentation;
using Cutline.Training.Models;
using Cutline.Training.Optimizers;
using Cutline.Training.Runs;
using TorchSharp;
using static TorchSharp.torch;

namespace Cutline.Training.Tests.Runs;

[Collection("live tensors")]
public sealed class TrainerTests : IDisposable
{
    private readonly DrawnDiscs discs = new();

    /// <summary>What a finalizer has to release is counted until then.</summary>
    [Theory]
    [InlineData(Precision.Fp32, 0)]
    [InlineData(Precision.Fp32, 0.9)]
    [InlineData(Precision.Bf16, 0)]
    public void A_run_leaves_no_tensor_to_the_garbage_collector(Precision precision, double average)
    {
        const long enough = 200 << 20;
        using var run = new SmallRun(SmallRun.Options(discs) with { Epochs = 1, Precision = precision, Average = average });
        LiveTensors.Settled();
        Assert.True(GC.TryStartNoGCRegion(enough));
        run.Train(predictEvery: 1, export: true);
        var ended = Tensor.TotalCount;
        GC.EndNoGCRegion();

        Assert.Equal(LiveTensors.Settled(), ended);
    }

    [Theory]
    [InlineData("bce", Precision.Fp32)]
    [InlineData("bce+dice", Precision.Bf16)]
    public void Discs_are_learned_and_all_of_it_is_told(string loss, Precision precision)
    {
        using var run = new SmallRun(SmallRun.Options(discs) with { Epochs = 8, Loss = loss, Precision = precision });
        var events = new List<TrainingEvent>();

        var ended = run.Train(tell: events.Add);

        Assert.True(ended.BestDice > 0.9, $"Dice is {ended.BestDice}");
        Assert.Equal("all epochs are done", ended.Reason);
        var started = Assert.IsType<TrainingStarted>(events[0]);
        Assert.Equal((1, 8, 17, 3, 4), (started.FirstEpoch, started.Epochs, started.TrainSamples, started.ValSamples, started.TestSamples));
        Assert.Equal(ended, events[^1]);
        var rows = events.OfType<EpochDone>().Select(e => e.Metrics).ToArray();
        Assert.Equal(Enumerable.Range(1, 8), rows.Select(r => r.Epoch));
        Assert.Equal(rows, run.Folder.ReadMetrics());
        Assert.Equal(8 * 5, events.OfType<BatchDone>().Count()); // 17 photos: 4 batches of 4 and one of 1
        Assert.All(events.OfType<BatchDone>(), b =>
            Assert.True(b.Batch <= b.Batches && b.Left >= TimeSpan.Zero && double.IsFinite(b.Loss)));
        Assert.True(rows[^1].TrainLoss < rows[0].TrainLoss / 2);
        Assert.Equal(rows.Max(r => r.ValDice), ended.BestDice);
        Assert.Equal(events.OfType<EpochDone>().Last(e => e.Best).Metrics.Epoch, ended.BestEpoch);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)] // 255 beside 1 is void where no file says more
    public void Masks_with_void_train_a_model_of_a_foreground(bool namesClasses)
    {
        if (namesClasses)
            File.WriteAllText(
                Path.Combine(discs.Root, "classes.json"),
                """{"classes":["ground",{"name":"disc","values":[255]}],"void":{"values":[128]}}""");
        for (var i = 0; i < 24; i++)
        {
            using var mask = Photo.LoadIndices(discs.Mask(i));
            var pixels = mask.Pixels.ToArray();
            if (!namesClasses) pixels.AsSpan().Replace((byte)255, (byte)1);
            pixels.AsSpan(0, 12 * mask.Width).Fill(namesClasses ? (byte)128 : (byte)255);
            using var half = Photo.FromPixels(pixels, mask.Width, mask.Height, PixelFormat.Grey);
            half.Save(discs.Mask(i));
        }

        using var run = new SmallRun(SmallRun.Options(discs) with { Epochs = 8, Loss = "bce+dice", Augment = AugmentationOptions.Light });
        var findings = new List<Finding>();
        var ended = run.Train(export: true, predictEvery: 4, tell: e => findings.AddRange((e as DataExamined)?.Findings ?? []));

        Assert.True(ended.BestDice > 0.85, $"Dice is {ended.BestDice}");
        Assert.Equal(!namesClasses, findings.Any(f => f.What.Contains("255 beside 1 is void", StringComparison.Ordinal)));
        Assert.True(File.Exists(Path.Combine(run.Folder.Path, RunFiles.Report)));
        using var predictor = Predictor.Load(run.Folder.Path);
        Assert.Equal(1, predictor.Classes);
    }

    [Fact]
    public void What_the_doctor_calls_an_error_ends_a_run_before_its_first_step()
    {
        for (var i = 0; i < 24; i++)
        {
            using var all = Photo.FromPixels([.. Enumerable.Repeat((byte)255, 32 * 32)], 32, 32, PixelFormat.Grey);
            all.Save(discs.Mask(i));
        }

        using var data = DatasetLocator.Open(discs.Root);
        var finding = Assert.Single(DataDoctor.Examine(data, new()).Findings, f => f.Severity == Severity.Error);
        using var run = new SmallRun(SmallRun.Options(discs));
        var events = new List<TrainingEvent>();

        var refused = Assert.Throws<DatasetException>(() => run.Train(tell: events.Add));

        Assert.Contains($"{finding.What}; {finding.Repair}", refused.Message, StringComparison.Ordinal);
        Assert.Empty(events);
        Assert.False(File.Exists(run.Folder.Options));
    }

    [Fact]
    public void What_the_doctor_warns_of_is_told_once_and_ends_nothing()
    {
        using (var photo = Photo.Load(discs.Photo(0))) photo.Save(Path.ChangeExtension(discs.Photo(1), ".webp"));
        File.Delete(discs.Photo(1));
        File.Copy(discs.Mask(2), discs.Mask(1), overwrite: true); // the same photo with another mask
        var others = Enumerable.Range(2, 22).Select(DrawnDiscs.Name);
        File.WriteAllText(Path.Combine(discs.Root, "train.txt"), string.Join('\n', others.Prepend("disc00")));
        File.WriteAllText(Path.Combine(discs.Root, "val.txt"), "disc01");
        using var run = new SmallRun(SmallRun.Options(discs) with { Epochs = 2, Split = new(SplitBy.Lists) { Lists = discs.Root } });
        var events = new List<TrainingEvent>();

        run.Train(tell: events.Add);

        var told = Assert.Single(Assert.Single(events.OfType<DataExamined>()).Findings);
        Assert.StartsWith("warning: 1 pairs of photos are nearly the same in two parts of the split", told.ToString());
    }

    [Fact]
    public void The_same_seed_makes_the_same_run_another_seed_another()
    {
        var options = SmallRun.Options(discs) with { Epochs = 1, Augment = AugmentationOptions.Strong };
        using var first = new SmallRun(options);
        using var second = new SmallRun(options);
        using var third = new SmallRun(options with { Seed = 1 });
        foreach (var run in (SmallRun[])[first, second, third]) run.Train();

        Assert.Equal(CheckpointBits.Of(first.Folder.Last), CheckpointBits.Of(second.Folder.Last));
        Assert.NotEqual(CheckpointBits.Of(first.Folder.Last), CheckpointBits.Of(third.Folder.Last));
    }

    [Fact]
    public void Live_tensors_are_as_many_after_every_epoch()
    {
        using var run = new SmallRun(SmallRun.Options(discs) with { Epochs = 5, Augment = AugmentationOptions.Strong, Average = 0.99 });
        var live = new List<long>();

        run.Train(tell: e => { if (e is EpochDone) live.Add(live.Count == 0 ? LiveTensors.Settled() : Tensor.TotalCount); });

        Assert.Single(live.Distinct());
    }

    [Fact]
    public void At_an_interval_it_shows_what_it_says_and_computes_the_same_run()
    {
        var options = SmallRun.Options(discs) with { Epochs = 4 };
        using var quiet = new SmallRun(options);
        using var shown = new SmallRun(options);
        var seen = new List<SamplesPredicted>();

        quiet.Train();
        shown.Train(predictEvery: 2, tell: e => { if (e is SamplesPredicted s) seen.Add(s); });

        Assert.Equal([2, 4], seen.Select(s => s.Epoch));
        Assert.Equal(CheckpointBits.Of(quiet.Folder.Last), CheckpointBits.Of(shown.Folder.Last));
        Assert.All(seen[1].Samples, s =>
        {
            Assert.Equal((32 * 32 * 3, 32 * 32, 32 * 32), (s.Photo.Length, s.Truth.Length, s.Predicted.Length));
            Assert.All(s.Predicted, v => Assert.InRange(v, 0, 1));
            Assert.Contains((byte)1, s.Truth);
        });
    }

    [Fact]
    public void It_stops_when_validation_no_longer_improves()
    {
        using var run = new SmallRun(SmallRun.Options(discs) with { Epochs = 60, Patience = 3 });

        var ended = run.Train();

        Assert.Equal("no better validation Dice in 3 epochs", ended.Reason);
        var rows = run.Folder.ReadMetrics();
        Assert.Equal(ended.BestEpoch + 3, rows.Count);
        Assert.Equal(rows.Max(r => r.ValDice), ended.BestDice);
        Assert.True(rows.Count < 60);
    }

    [Fact]
    public void It_stops_when_the_target_is_reached()
    {
        using var run = new SmallRun(SmallRun.Options(discs) with { Epochs = 30, Target = 0.8 });

        var ended = run.Train();

        Assert.Equal("validation Dice reached 0.8", ended.Reason);
        var rows = run.Folder.ReadMetrics();
        Assert.True(rows[^1].ValDice >= 0.8);
        Assert.All(rows.SkipLast(1), r => Assert.True(r.ValDice < 0.8));
    }

    [Fact]
    public void A_loss_that_is_no_number_stops_with_an_explanation_and_keeps_the_last_good_epoch()
    {
        using var start = new TemporaryFolder();
        using var run = new SmallRun(SmallRun.Options(discs)
            with { From = Model(start, "infinite", (name, t) => { if (name == "exit.bias") t.fill_(double.PositiveInfinity); }) });

        var error = Assert.Throws<TrainingException>(() => run.Train());

        Assert.StartsWith("the loss became NaN in epoch 1, batch 1: lower LearningRate (now 0.01)", error.Message,
            StringComparison.Ordinal);
        Assert.Empty(run.Folder.ReadMetrics());
        Assert.False(File.Exists(run.Folder.Best));
    }

    [Fact]
    public void Numbers_only_the_judged_model_lacks_stop_it_too()
    {
        // Running statistics that are not finite: training uses the batch's own and never notices.
        using var start = new TemporaryFolder();
        void Spoil(string name, Tensor tensor)
        {
            if (name == "enter.conv.1.running_mean") tensor.fill_(double.NegativeInfinity);
        }

        using var run = new SmallRun(SmallRun.Options(discs) with { From = Model(start, "infinite", Spoil) });

        Assert.Contains("after epoch 1 the validation loss is NaN", Assert.Throws<TrainingException>(() => run.Train()).Message,
            StringComparison.Ordinal);
        Assert.False(File.Exists(run.Folder.Best));
    }

    [Fact]
    public void An_answer_that_is_the_same_everywhere_stops_with_an_explanation()
    {
        using var start = new TemporaryFolder();
        using var run = new SmallRun(SmallRun.Options(discs) with
        {
            Epochs = 40, LearningRate = 1e-12, From = Model(start, "zero", (name, t) => { if (name == "exit.weight") t.fill_(0); }),
        });

        var error = Assert.Throws<TrainingException>(() => run.Train());

        Assert.Contains("output is the same for every pixel of every photo: lower LearningRate (now 1E-12), and check the masks",
            error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_model_of_few_steps_is_not_yet_called_constant()
    {
        // Two steps: batch norm's running statistics are still mostly their initial ones, and all that follows may be off.
        using var start = new TemporaryFolder();
        using var run = new SmallRun(SmallRun.Options(discs)
            with { Epochs = 1, Batch = 16, From = Model(start, "zero", (name, t) => { if (name == "exit.weight") t.fill_(0); }),
            LearningRate = 1e-12 });

        Assert.Equal("all epochs are done", run.Train().Reason);
    }

    [Fact]
    public void Without_a_validation_part_the_last_epoch_is_the_best()
    {
        using var run = new SmallRun(SmallRun.Options(discs)
            with { Epochs = 2, Split = new SplitOptions(Validation: 0), Patience = 1, Target = 0.1 });

        var ended = run.Train();

        Assert.Equal(("all epochs are done", 2), (ended.Reason, ended.BestEpoch));
        Assert.All(run.Folder.ReadMetrics(), r => Assert.True(double.IsNaN(r.ValDice) && double.IsNaN(r.ValLoss) && r.TrainDice > 0));
        using var best = ModelCheckpoint.Load(run.Folder.Path);
        var weights = CheckpointBits.Of(run.Folder.Last);
        Assert.Equal(weights["model.exit.bias"], Convert.ToHexString(best.Model.state_dict()["exit.bias"].bytes));
    }

    [Fact]
    public void Training_begins_from_the_weights_named()
    {
        using var first = new SmallRun(SmallRun.Options(discs) with { Epochs = 6 });
        var good = first.Train().BestDice;
        using var second = new SmallRun(SmallRun.Options(discs) with { Epochs = 1, LearningRate = 1e-9, From = first.Folder.Path });

        Assert.True(second.Train().BestDice > good - 0.05);
    }

    [Fact]
    public void Weights_of_another_shape_say_so()
    {
        using var start = new TemporaryFolder();
        using var run = new SmallRun(SmallRun.Options(discs)
            with { Model = new ModelOptions { Base = 6, Depth = 2 }, From = Model(start, "other", (_, _) => { }) });

        Assert.Contains("the weights are those of another model", Assert.Throws<ArgumentException>(() => run.Train()).Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public void Photos_of_a_set_may_be_shown_more_often()
    {
        var options = SmallRun.Options(discs) with { Repeat = [3] };
        var sources = TrainingData.OpenSources(options);
        using var data = TrainingData.Of(options, sources);

        Assert.Equal(3 * 17, data.Train.Samples);
        Assert.Equal(3, data.Val.Samples);
    }

    [Fact]
    public void Of_two_sets_both_are_trained_and_judged_on()
    {
        using var more = new DrawnDiscs(8);
        var options = SmallRun.Options(discs) with { Data = [discs.Root, more.Root], Repeat = [1, 2] };
        using var data = TrainingData.Of(options, TrainingData.OpenSources(options));

        // Of the 8: a quarter, 2, for the test; of the 6 left 15 %, 1, for validation; 5 are trained on, twice.
        Assert.Equal((17 + 2 * 5, 3 + 1, 4 + 2), (data.Train.Samples, data.Val.Samples, data.Split.Test.Length));
    }

    public void Dispose() => discs.Dispose();

    /// <summary>A fresh model of the usual shape, changed.</summary>
    private static string Model(TemporaryFolder folder, string name, Action<string, Tensor> change)
    {
        using var scope = NewDisposeScope();
        using var model = new UNet(new ModelOptions { Base = 4, Depth = 2 });
        using (no_grad())
            foreach (var (key, tensor) in model.state_dict()) change(key, tensor);
        var path = folder.At($"{name}.safetensors");
        ModelCheckpoint.Save(path, model, PreprocessOptions.Square(32));
        return path;
    }
}
