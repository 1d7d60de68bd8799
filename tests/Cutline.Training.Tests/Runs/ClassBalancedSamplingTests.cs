using Cutline.Imaging;
using Cutline.Segmentation.Preprocessing;
using Cutline.Segmentation.Splits;
using Cutline.Training.Losses;
using Cutline.Training.Runs;
using static TorchSharp.torch;

namespace Cutline.Training.Tests.Runs;

/// <summary>Twelve photos of ground and a square, two of which show a lamp, too.</summary>
[Collection("live tensors")] // alone: runs draw from the process's one random generator
public sealed class ClassBalancedSamplingTests : IDisposable
{
    private const int Side = 16;

    private readonly TemporaryFolder folder = new();

    public ClassBalancedSamplingTests()
    {
        foreach (var part in (string[])["images", "masks"]) Directory.CreateDirectory(folder.At("data", part));
        File.WriteAllText(folder.At("data", "classes.json"), """{ "classes": ["ground", "square", "lamp"] }""");
        for (var i = 0; i < 12; i++)
        {
            var mask = new byte[Side * Side];
            for (var p = 0; p < mask.Length; p++)
                mask[p] = p % Side > 4 + i % 3 && p / Side > 5 ? (byte)1 : i < 2 && p < 3 * Side ? (byte)2 : (byte)0;
            using var photo = Photo.FromPixels(
                [.. mask.SelectMany((m, p) => (byte[])[(byte)(100 * m + i), (byte)(p / 2), (byte)(7 * i)])], Side, Side, PixelFormat.Rgb);
            photo.Save(folder.At("data", "images", $"{i:00}.png"));
            using var truth = Photo.FromPixels(mask, Side, Side, PixelFormat.Grey);
            truth.Save(folder.At("data", "masks", $"{i:00}.png"));
        }
    }

    private TrainOptions Options => new()
    {
        Data = [folder.At("data")], Preprocess = PreprocessOptions.Square(Side), Model = new() { Base = 2, Depth = 1 }, Epochs = 3,
        Batch = 4, Split = new(SplitBy.Image, Test: 0, Validation: 0.1), ClassBalancedSampling = true, Repeat = [2],
    };

    /// <summary>
    /// Of the 11 that seed 0 trains on both lamps are, each √(0.5 · 11 / 2) = 1.66 times: 2 · (9 + 2 · 1.66) = 24.6 samples.
    /// </summary>
    [Fact]
    public void Rare_classes_are_seen_more_and_a_resumed_run_ends_with_the_same_bits()
    {
        using var unbroken = new SmallRun(Options);
        using var broken = new SmallRun(Options);
        TrainingStarted? started = null;

        unbroken.Train(tell: e => started ??= e as TrainingStarted);
        broken.TrainUntil(e => e is BatchDone { Epoch: 2, Batch: 3 });
        broken.Train(resume: true);

        using (var data = Segmentation.Datasets.FolderDataset.Open(folder.At("data")))
            Assert.Equal(2, Split.Load(unbroken.Folder.Split, data.Samples).Train.Count(i => i < 2));
        Assert.Equal(25, started!.TrainSamples);
        Assert.Equal(CheckpointBits.Of(unbroken.Folder.Last), CheckpointBits.Of(broken.Folder.Last));
        Assert.Equal(File.ReadAllBytes(unbroken.Folder.Best), File.ReadAllBytes(broken.Folder.Best));
        Assert.True(broken.Folder.ReadOptions().ClassBalancedSampling);
    }

    /// <summary>The lamp is on 2 of 11 photos, in more than a tenth.</summary>
    [Fact]
    public void What_changes_nothing_is_told()
    {
        using var run = new SmallRun(Options with { Epochs = 1, RepeatThreshold = 0.1 });
        DataExamined? examined = null;
        run.Train(tell: e => examined ??= e as DataExamined);
        Assert.Contains(examined!.Findings, f => f.What
            == "every class is in 10 % of the training photos or more, so that ClassBalancedSampling changes nothing");
    }

    [Fact]
    public void A_foreground_and_numbers_out_of_range_are_refused_with_the_reason()
    {
        using var discs = new DrawnDiscs();
        var options = SmallRun.Options(discs) with { ClassBalancedSampling = true };
        var error = Assert.Throws<ArgumentException>(() => Trainer.FromOptions(options)).Message;
        Assert.Contains("ClassBalancedSampling is for several classes", error, StringComparison.Ordinal);
        using (var data = Segmentation.Datasets.FolderDataset.Open(discs.Root))
        using (var model = nn.Sequential(nn.Conv2d(3, 1, 1)))
            Assert.Equal(error, Assert.Throws<ArgumentException>(() => new Trainer(model, new BceLoss(), data, options)).Message);

        Assert.Contains(
            "RepeatThreshold is 0: use above 0 to 1",
            Assert.Throws<ArgumentException>(() => Trainer.FromOptions(Options with { RepeatThreshold = 0 })).Message,
            StringComparison.Ordinal);
        Assert.Contains(
            "RepeatThreshold is for ClassBalancedSampling",
            Assert.Throws<ArgumentException>(
                () => Trainer.FromOptions(Options with { ClassBalancedSampling = false, RepeatThreshold = 0.2 })).Message,
            StringComparison.Ordinal);
    }

    public void Dispose() => folder.Dispose();
}
