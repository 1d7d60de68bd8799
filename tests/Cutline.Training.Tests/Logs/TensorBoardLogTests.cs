using Cutline.Imaging;
using Cutline.Segmentation.Metrics;
using Cutline.Segmentation.Runs;
using Cutline.Training.Logs;
using Cutline.Training.Runs;
using Cutline.Training.Tests.Runs;

namespace Cutline.Training.Tests.Logs;

[Collection("live tensors")] // alone: runs draw from the process's one random generator
public sealed class TensorBoardLogTests : IDisposable
{
    private readonly DrawnDiscs discs = new();
    private readonly TemporaryFolder folder = new();

    [Fact]
    public void The_readers_checksum_is_CRC_32C() => Assert.Equal(0xE3069283, EventRecords.Crc("123456789"u8));

    [Fact]
    public void Every_epoch_and_sheet_of_a_run_is_in_the_file_with_the_runs_own_figures()
    {
        var before = DateTimeOffset.UtcNow.ToUnixTimeSeconds();
        Train(epochs: 4, predictEvery: 2);

        var events = EventRecords.Read(Assert.Single(Files()));
        Assert.Equal("brain.Event:2", events[0].Version);
        Assert.All(events, e => Assert.InRange(e.WallTime, before, before + 600));
        var rows = new SavedRun(folder.Path).ReadMetrics();
        var epochs = events.Where(e => e.Scalars.Count > 0).ToArray();
        Assert.Equal(rows.Select(row => (long)row.Epoch), epochs.Select(e => e.Step));
        foreach (var (row, logged) in rows.Zip(epochs))
        {
            Assert.Equal((float)row.TrainLoss, logged.Scalars["loss/train"]);
            Assert.Equal((float)row.ValLoss, logged.Scalars["loss/val"]);
            Assert.Equal((float)row.ValDice, logged.Scalars["dice/val"]);
            Assert.Equal((float)row.ValIou, logged.Scalars["iou/val"]);
            Assert.Equal((float)row.ValPrecision!, logged.Scalars["precision/val"]);
            Assert.Equal((float)row.ValRecall!, logged.Scalars["recall/val"]);
            Assert.Equal((float)row.LearningRate, logged.Scalars["learning_rate"]);
            Assert.Equal(3, logged.Scalars["three/val"]);
        }

        var sheets = events.Where(e => e.Images.Count > 0).ToArray();
        Assert.Equal([2, 4], sheets.Select(e => e.Step));
        foreach (var sheet in sheets)
        {
            var (width, height, file) = sheet.Images["predictions"];
            Assert.Equal(File.ReadAllBytes(folder.At(RunFiles.Sheet((int)sheet.Step))), file);
            using var picture = Photo.Load(file);
            Assert.Equal((picture.Width, picture.Height), (width, height));
        }
    }

    [Fact]
    public void A_resumed_run_goes_on_in_another_file_from_the_epoch_that_it_begins_with()
    {
        Train(epochs: 2);
        Train(epochs: 4, resume: true);

        var files = Files();
        Assert.Equal(2, files.Length);
        Assert.Equal([1, 2], Steps(files[0]));
        Assert.Equal([3, 4], Steps(files[1]));
        Assert.Equal(3, Assert.Single(EventRecords.Read(files[1]), e => e.IsStart).Step); // what was written of it before counts no more
    }

    [Fact]
    public void A_log_that_begins_with_a_resumed_run_has_the_epochs_before()
    {
        using (var trainer = Trainer.FromOptions(SmallRun.Options(discs) with { Epochs = 2 })) trainer.Run(folder.Path);
        Assert.False(TensorBoardLog.IsIn(folder.Path));

        Train(epochs: 3, resume: true);

        Assert.Equal([1, 2, 3], Steps(Assert.Single(Files())));
    }

    /// <summary>Flushed with each epoch: a copy of the file at that moment has it, and a torn end does no harm.</summary>
    [Fact]
    public void A_run_that_is_killed_leaves_its_epochs()
    {
        using var log = new TensorBoardLog(folder.Path);
        log.Report(new TrainingStarted(1, 9, 1, 1, 1, "", null));
        var row = new EpochMetrics(1, 0.5, double.NaN, null, 0.25, double.PositiveInfinity, 0.1, 1, 10);
        log.Report(new EpochDone(row, true));
        File.Copy(Files()[0], folder.At("copy"));
        log.Report(new EpochDone(row with { Epoch = 2 }, true));

        var copied = EventRecords.Read(folder.At("copy"))[^1];
        Assert.Equal(1, copied.Step);
        Assert.Equal(
            ["dice/val", "images_per_second", "learning_rate", "loss/train", "seconds"], copied.Scalars.Keys.Order(StringComparer.Ordinal));
        File.WriteAllBytes(folder.At("torn"), File.ReadAllBytes(Files()[0])[..^5]);
        Assert.Equal([1], Steps(folder.At("torn")));
    }

    [Fact]
    public void A_run_that_never_starts_leaves_no_file()
    {
        using (var log = new TensorBoardLog(folder.Path)) log.Report(new ExportFailed(1, ""));
        Assert.Empty(Files());
    }

    public void Dispose()
    {
        folder.Dispose();
        discs.Dispose();
    }

    private void Train(int epochs, bool resume = false, int predictEvery = 0)
    {
        using var log = new TensorBoardLog(folder.Path);
        using var trainer = Trainer.FromOptions(SmallRun.Options(discs) with { Epochs = epochs });
        (trainer.PredictEvery, trainer.Export, trainer.Metrics, trainer.Callbacks) = (predictEvery, false, [new Three()], [log]);
        trainer.Run(folder.Path, resume);
    }

    private string[] Files() => [.. Directory.GetFiles(folder.Path, "events.out.tfevents.*").Order(StringComparer.Ordinal)];

    private static IEnumerable<long> Steps(string file) => EventRecords.Read(file).Where(e => e.Scalars.Count > 0).Select(e => e.Step);

    private sealed class Three : Metric
    {
        public override string Name => "three";

        public override double Value => 3;

        public override void Add(ReadOnlySpan<byte> predicted, ReadOnlySpan<byte> truth, int width, int height)
        {
        }

        public override void Reset()
        {
        }
    }
}
