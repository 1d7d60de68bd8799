using Cutline.Segmentation;
using Cutline.Segmentation.Datasets;
using Cutline.Segmentation.Runs;
using Cutline.Segmentation.Splits;
using Cutline.Training.Augmentation;
using Cutline.Training.Checkpoints;
using Cutline.Training.Optimizers;
using Cutline.Training.Runs;

namespace Cutline.Training.Tests.Runs;

/// <summary>A run that was stopped anywhere and resumed ends with the same bits as one that was not.</summary>
[Collection("live tensors")] // alone: runs draw from the process's one random generator
public sealed class ResumeTests : IDisposable
{
    private readonly DrawnDiscs discs = new();

    [Theory]
    [InlineData(Precision.Fp32)]
    [InlineData(Precision.Bf16)]
    public void Interrupted_within_an_epoch_with_everything_on(Precision precision)
    {
        var options = Everything() with { Precision = precision };
        using var unbroken = new SmallRun(options);
        using var broken = new SmallRun(options);

        unbroken.Train();
        broken.TrainUntil(e => e is BatchDone { Epoch: 3, Batch: 2 });
        Assert.Equal(2, broken.Folder.ReadMetrics().Count);
        broken.Train(resume: true);

        AssertSame(unbroken.Folder, broken.Folder);
    }

    [Fact]
    public void Limited_to_some_of_the_photos()
    {
        var options = Everything() with { Limit = 10 };
        using var unbroken = new SmallRun(options);
        using var broken = new SmallRun(options);

        TrainingStarted? started = null;
        unbroken.Train(tell: e => started ??= e as TrainingStarted);
        broken.TrainUntil(e => e is BatchDone { Epoch: 3, Batch: 2 });
        broken.Train(resume: true);

        Assert.Equal((10, 2, 2, 17), (started!.TrainSamples, started.ValSamples, started.TestSamples, started.LimitedFrom));
        AssertSame(unbroken.Folder, broken.Folder);
        Assert.Equal(10, broken.Folder.ReadOptions().Limit);
        using var data = FolderDataset.Open(discs.Root);
        var split = Split.Load(broken.Folder.Split, data.Samples);
        Assert.Equal((17, 3, 4), (split.Train.Length, split.Val.Length, split.Test.Length)); // what was left out is no test
    }

    [Fact]
    public void A_plateau_is_remembered_and_so_is_what_is_added_up()
    {
        var options = Everything() with
        {
            Epochs = 5, Schedule = Schedule.Plateau, ScheduleOptions = new() { Patience = 0, Factor = 0.5, WarmUp = 0.5 },
            Optimizer = new() { Kind = OptimizerKind.Sgd, Nesterov = true }, LearningRate = 1e-5, Accumulate = 2, Clip = 0.5,
        };
        using var unbroken = new SmallRun(options);
        using var broken = new SmallRun(options);

        unbroken.Train();
        broken.TrainUntil(e => e is BatchDone { Epoch: 4, Batch: 2 });
        broken.Train(resume: true);

        AssertSame(unbroken.Folder, broken.Folder);
        Assert.Contains("plateau_factor", CheckpointBits.Of(unbroken.Folder.Last).Keys);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void Killed_between_the_files_of_an_epoch(int epoch)
    {
        var options = Everything();
        using var unbroken = new SmallRun(options);
        using var broken = new SmallRun(options);
        unbroken.Train();

        // The best model and the metrics of the next epoch are written, half a line too, the state is not.
        byte[] state = [];
        broken.TrainUntil(e =>
        {
            if (e is EpochDone done && done.Metrics.Epoch == epoch) state = File.ReadAllBytes(broken.Folder.Last);
            return e is EpochDone && ((EpochDone)e).Metrics.Epoch == epoch + 1;
        });
        File.WriteAllBytes(broken.Folder.Last, state);
        File.AppendAllText(broken.Folder.Metrics, "{\"epoch\":9,\"trai");
        File.WriteAllText(broken.Folder.Last + ".0123.tmp", "half a file");
        broken.Train(resume: true);

        AssertSame(unbroken.Folder, broken.Folder);
    }

    [Fact]
    public void Interrupted_in_the_first_epoch()
    {
        using var unbroken = new SmallRun(Everything());
        using var broken = new SmallRun(Everything());
        unbroken.Train();

        broken.TrainUntil(e => e is BatchDone { Epoch: 1, Batch: 3 });
        broken.Train(resume: true);

        AssertSame(unbroken.Folder, broken.Folder);
    }

    [Fact]
    public void A_finished_run_has_nothing_to_do_and_stays_as_it_is()
    {
        using var run = new SmallRun(Everything() with { Epochs = 2 });
        run.Train();
        var before = CheckpointBits.Of(run.Folder.Last);

        Assert.Equal(run.Folder.ReadMetrics().MaxBy(r => r.ValDice)!.Epoch, run.Train(resume: true).BestEpoch);

        Assert.Equal(before, CheckpointBits.Of(run.Folder.Last));
        Assert.Equal(2, run.Folder.ReadMetrics().Count);
    }

    [Fact]
    public void More_epochs_go_on_where_it_ended()
    {
        var constant = Everything() with { Schedule = Schedule.Constant };
        using var unbroken = new SmallRun(constant);
        using var longer = new SmallRun(constant with { Epochs = 2 });
        unbroken.Train();

        longer.Train();
        longer.Train(resume: true, other: constant);

        AssertSame(unbroken.Folder, longer.Folder);
    }

    [Fact]
    public void The_weights_it_began_from_are_no_longer_needed()
    {
        using var first = new SmallRun(Everything() with { Epochs = 1 });
        first.Train();
        using var run = new SmallRun(Everything() with { Epochs = 2, From = first.Folder.Path });
        run.TrainUntil(e => e is BatchDone { Epoch: 2 });
        File.Delete(first.Folder.Best);

        run.Train(resume: true);

        Assert.Equal(2, run.Folder.ReadMetrics().Count);
    }

    [Fact]
    public void Photos_that_came_in_between_are_in_no_part_and_change_nothing()
    {
        using var unbroken = new SmallRun(Everything());
        using var broken = new SmallRun(Everything());
        unbroken.Train();
        broken.TrainUntil(e => e is BatchDone { Epoch: 2 });

        discs.Draw("aaa", 77);
        broken.Train(resume: true);

        AssertSame(unbroken.Folder, broken.Folder);
    }

    [Fact]
    public void Photos_that_are_gone_are_named()
    {
        using var run = new SmallRun(Everything());
        run.TrainUntil(e => e is BatchDone { Epoch: 2 });
        File.Delete(discs.Photo(5));
        File.Delete(discs.Mask(5));

        Assert.Contains("names disc05, which is not in the data", Assert.Throws<DatasetException>(() => run.Train(resume: true)).Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public void Another_models_state_is_refused_with_the_repair()
    {
        using var run = new SmallRun(Everything() with { Epochs = 1 });
        run.Train();
        var wider = Everything() with { Model = Everything().Model with { Base = 5 } };

        var error = Assert.Throws<CheckpointException>(() => run.Train(resume: true, other: wider));

        Assert.StartsWith($"{run.Folder.Last} does not continue this run: the weights are those of another model", error.Message,
            StringComparison.Ordinal);
        Assert.EndsWith("resume with the run's own options, or train into a new folder", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_damaged_state_is_refused_and_left_alone()
    {
        using var run = new SmallRun(Everything() with { Epochs = 1 });
        run.Train();
        var bytes = File.ReadAllBytes(run.Folder.Last)[..^1000];
        File.WriteAllBytes(run.Folder.Last, bytes);

        Assert.Contains("last.safetensors", Assert.Throws<CheckpointException>(() => run.Train(resume: true)).Message,
            StringComparison.Ordinal);
        Assert.Equal(bytes, File.ReadAllBytes(run.Folder.Last));
    }

    [Fact]
    public void A_damaged_state_names_the_one_before_it_from_which_the_run_ends_the_same()
    {
        using var unbroken = new SmallRun(Everything());
        using var broken = new SmallRun(Everything());
        unbroken.Train();
        broken.TrainUntil(e => e is BatchDone { Epoch: 4 });
        var bytes = File.ReadAllBytes(broken.Folder.Last);
        bytes[^1000] ^= 4;
        File.WriteAllBytes(broken.Folder.Last, bytes);

        var message = Assert.Throws<CheckpointException>(() => broken.Train(resume: true)).Message;
        Assert.Contains("its content is not that of its checksum", message, StringComparison.Ordinal);
        Assert.EndsWith($"or delete it, and the run goes on from {broken.Folder.Previous}, one epoch earlier", message,
            StringComparison.Ordinal);
        Assert.Equal(3, broken.Folder.ReadMetrics().Count);

        File.Delete(broken.Folder.Last);
        broken.Train(resume: true);
        AssertSame(unbroken.Folder, broken.Folder);
    }

    [Theory]
    [InlineData(true, true, "2 epochs")]
    [InlineData(true, false, "2 epochs")]
    [InlineData(false, true, "best.safetensors")]
    public void Without_a_state_no_epoch_is_overwritten(bool metrics, bool best, string kept)
    {
        using var run = new SmallRun(Everything() with { Epochs = 2 });
        run.Train();
        File.Delete(run.Folder.Last);
        File.Delete(run.Folder.Previous);
        if (!metrics) File.Delete(run.Folder.Metrics);
        if (!best) File.Delete(run.Folder.Best);
        var before = Content(run.Folder);

        var message = Assert.Throws<ArgumentException>(() => run.Train(resume: true)).Message;

        Assert.Equal(
            $"{run.Folder.Last} is missing, and a run that begins anew would overwrite {kept} in {run.Folder.Path}: put it back from a "
            + "copy, train into another folder (From can name this one), or delete this one", message);
        Assert.Equal(before, Content(run.Folder));
    }

    [Fact]
    public void A_new_run_overwrites_no_other_whose_options_are_gone()
    {
        using var run = new SmallRun(Everything() with { Epochs = 1 });
        run.Train();
        File.Delete(run.Folder.Options);
        var before = Content(run.Folder);

        Assert.Equal(
            $"{run.Folder.Metrics} is of a run without options.json, and would be overwritten: choose another folder, or delete it",
            Assert.Throws<ArgumentException>(() => run.Train()).Message);
        Assert.Equal(before, Content(run.Folder));
    }

    [Fact]
    public void A_finished_run_keeps_the_options_it_was_trained_with()
    {
        var options = Everything() with { Epochs = 2 };
        using var run = new SmallRun(options);
        run.Train();
        var before = Content(run.Folder);

        run.Train(resume: true, other: options with { LearningRate = 0.5 });
        run.Train(resume: true, other: options with { Epochs = 1 });

        Assert.Equal(before, Content(run.Folder));
    }

    public void Dispose() => discs.Dispose();

    /// <summary>The files of a run that are not pictures, with what is in them.</summary>
    private static SortedDictionary<string, string> Content(RunFolder run) => new(
        Directory.GetFiles(run.Path).Where(file => Path.GetExtension(file) is ".json" or ".jsonl" or ".safetensors")
            .ToDictionary(file => Path.GetFileName(file), file => Convert.ToHexString(File.ReadAllBytes(file))), StringComparer.Ordinal);

    private TrainOptions Everything() => SmallRun.Options(discs) with
    {
        Augment = AugmentationOptions.Strong with { Crop = 0.75, Perspective = 0.1, Gamma = 0.2, BlurSigma = 1, Jpeg = 0.5, CutOut = 0.5 },
            Average = 0.9, Schedule = Schedule.OneCycle, WeightDecay = 0.01, Loss = "bce+dice", Seed = 5,
    };

    private static void AssertSame(RunFolder expected, RunFolder actual)
    {
        Assert.Equal(CheckpointBits.Of(expected.Last), CheckpointBits.Of(actual.Last));
        Assert.Equal(File.ReadAllBytes(expected.Best), File.ReadAllBytes(actual.Best));
        static EpochMetrics Timeless(EpochMetrics row) => row with { Seconds = 0, ImagesPerSecond = 0 };
        Assert.Equal(expected.ReadMetrics().Select(Timeless), actual.ReadMetrics().Select(Timeless));
    }
}
