using System.Text.Json;
using Cutline.Segmentation.Datasets.Synthetic;
using Cutline.Segmentation.Evaluation;
using Cutline.Segmentation.Reports;
using Cutline.Segmentation.Runs;
using Cutline.Segmentation.Tests.Inference;

namespace Cutline.Segmentation.Tests.Reports;

public sealed class RunReportTests : IDisposable
{
    private readonly TemporaryFolder folder = new();
    private readonly SyntheticDataset data = new(8, 96, 64);

    private SavedRun Run => new(folder.Path);

    [Fact]
    public void A_run_gains_curves_samples_and_a_page()
    {
        WriteMetrics();
        File.WriteAllText(Run.PathOf(RunFiles.Options), """{ "data": ["<b>data</b>"], "model": { "classes": 1 } }""");
        File.WriteAllText(Run.PathOf(RunFiles.Environment), "not JSON");
        new SmallModel().Write(Run.PathOf(RunFiles.BestModel));

        RunReport.Write(folder.Path, data, [0, 3, 5]);

        var html = File.ReadAllText(Run.PathOf(RunFiles.Report));
        Assert.True(Run.Has(RunFiles.Curves) && Run.Has(RunFiles.Samples));
        Assert.Equal(3, html.Split("<img ").Length - 1);
        Assert.Contains("&lt;b&gt;data&lt;/b&gt;", html);
        Assert.Contains("best validation Dice, mean per image", html);
    }

    [Fact]
    public void A_run_without_a_model_has_its_curves_and_its_page()
    {
        RunReport.Write(folder.Path, data, [0, 1]);
        Assert.True(Run.Has(RunFiles.Curves) && Run.Has(RunFiles.Report) && !Run.Has(RunFiles.Samples));
    }

    [Fact]
    public void Curves_alone_are_written_after_an_epoch()
    {
        WriteMetrics();
        RunReport.WriteCurves(folder.Path);
        Assert.Equal([RunFiles.Curves, RunFiles.Metrics], Directory.GetFiles(folder.Path).Select(Path.GetFileName).Order());
    }

    [Fact]
    public void Sheets_of_epochs_are_written_and_come_back_in_the_report()
    {
        WriteMetrics();
        var truth = Enumerable.Range(0, 32 * 32).Select(i => (byte)(i % 32 < 16 ? 1 : 0)).ToArray();
        var sample = new PredictionSample(2, 32, 32, new byte[32 * 32 * 3], truth, new byte[32 * 32]);

        EpochSheet.Write(folder.Path, 2, data, [sample, sample with { Index = 4 }]);
        RunReport.Write(folder.Path, data, []);

        Assert.True(File.Exists(folder.At("sheets", "epoch-0002.jpg")));
        Assert.Contains("After epoch 2", File.ReadAllText(Run.PathOf(RunFiles.Report)));
    }

    public void Dispose()
    {
        data.Dispose();
        folder.Dispose();
    }

    private void WriteMetrics() =>
        File.WriteAllLines(Run.PathOf(RunFiles.Metrics), Rows.Of(3).Select(row => JsonSerializer.Serialize(row, OptionsJson.Compact)));
}
