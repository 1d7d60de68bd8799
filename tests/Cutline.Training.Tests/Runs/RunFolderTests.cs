using Cutline.Segmentation.Runs;
using Cutline.Training.Runs;

namespace Cutline.Training.Tests.Runs;

public sealed class RunFolderTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    private RunFolder Run => new(folder.Path);

    [Fact]
    public void Metrics_are_read_as_they_were_written()
    {
        EpochMetrics[] rows = [Row(1), Row(2) with { ValLoss = double.NaN, TrainDice = null }];
        foreach (var row in rows) Run.Append(row);

        Assert.Equal(rows, Run.ReadMetrics());
        Assert.StartsWith("{\"epoch\":1,\"train_loss\":0.5,", File.ReadAllText(Run.Metrics), StringComparison.Ordinal);
        Assert.Equal(2, File.ReadAllLines(Run.Metrics).Length);
    }

    [Fact]
    public void One_training_at_a_time()
    {
        using (Run.Lock())
            Assert.Contains("another training may be running there", Assert.Throws<ArgumentException>(Run.Lock).Message,
                StringComparison.Ordinal);

        Run.Lock().Dispose();
        Assert.Empty(Directory.EnumerateFiles(Run.Path));
    }

    [Fact]
    public void Folders_that_were_made_for_nothing_go()
    {
        new RunFolder(folder.At("runs", "cars", "first")).Lock().Dispose();
        Assert.Empty(folder.Names());

        var kept = new RunFolder(folder.At("runs", "cars", "second"));
        using (kept.Lock()) RunFolder.WriteJson(kept.Options, new TrainOptions());
        Assert.True(kept.Exists);
    }

    [Fact]
    public void A_half_written_line_is_left_out()
    {
        Run.Append(Row(1));
        File.AppendAllText(Run.Metrics, """{"epoch":2,"train_lo""");

        Assert.Equal([Row(1)], Run.ReadMetrics());
    }

    [Fact]
    public void Forgetting_later_epochs_mends_the_file()
    {
        for (var epoch = 1; epoch <= 3; epoch++) Run.Append(Row(epoch));
        File.AppendAllText(Run.Metrics, """{"epoch":4,""");

        Run.Truncate(2);
        Run.Append(Row(3));

        Assert.Equal([1, 2, 3], Run.ReadMetrics().Select(r => r.Epoch));
    }

    [Fact]
    public void A_folder_without_options_is_no_run()
    {
        Assert.False(Run.Exists);
        Assert.Empty(Run.ReadMetrics());
        RunFolder.WriteJson(Run.Options, new TrainOptions());
        Assert.True(Run.Exists);
        Assert.Empty(Directory.EnumerateFiles(folder.Path, "*.tmp"));
    }

    public void Dispose() => folder.Dispose();

    private static EpochMetrics Row(int epoch) => new(epoch, 0.5, 0.25, 0.8, 0.9, 1.0 / 3, 1e-3, 12.5, 100);
}
