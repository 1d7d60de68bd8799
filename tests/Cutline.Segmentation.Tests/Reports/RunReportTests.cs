using Cutline.Segmentation.Datasets;
using Cutline.Segmentation.Inference;
using Cutline.Training.Models;
using Cutline.Segmentation.Reports;
using Cutline.Segmentation.Tests.Datasets;
using Cutline.Training.Runs;
using Cutline.Segmentation.Preprocessing;

namespace Cutline.Segmentation.Tests.Reports;

public sealed class RunReportTests
{
    [Fact]
    public void A_run_gains_curves_samples_and_a_page()
    {
        using var folder = new TemporaryFolder();
        using var data = new SyntheticDataset(8, 96, 64);
        using var model = new UNet(new ModelOptions { Base = 4, Depth = 2 });
        var run = new RunFolder(folder.Path);
        foreach (var row in Rows.Of(3)) run.Append(row);
        RunFolder.WriteJson(run.Options, new TrainOptions { Data = ["<b>data</b>"] });
        File.WriteAllText(run.Environment, "not JSON");
        ModelFile.Save(run.Best, model, PreprocessOptions.Square(32));

        RunReport.Write(run, data, [0, 3, 5]);

        var html = File.ReadAllText(run.Report);
        Assert.True(File.Exists(run.Curves) && File.Exists(run.Samples));
        Assert.Equal(3, html.Split("<img ").Length - 1);
        Assert.Contains("&lt;b&gt;data&lt;/b&gt;", html);
    }

    [Fact]
    public void A_run_without_a_model_has_its_curves_and_its_page()
    {
        using var folder = new TemporaryFolder();
        using var data = new SyntheticDataset(2, 96, 64);
        var run = new RunFolder(folder.Path);
        RunReport.Write(run, data, [0, 1]);
        Assert.True(File.Exists(run.Curves) && File.Exists(run.Report) && !File.Exists(run.Samples));
    }
}
