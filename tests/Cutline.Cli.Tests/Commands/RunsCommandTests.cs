namespace Cutline.Cli.Tests.Commands;

[Collection("program")]
public sealed class RunsCommandTests(TrainedRun trained)
{
    [Fact]
    public void A_trained_run_is_compared_as_a_table_and_as_json()
    {
        using var folder = new TemporaryFolder();
        var finished = CutlineProgram.Run("runs", trained.Path, "--out", folder.Path, "--json").Well();
        var run = finished.Json["runs"]![0]!;
        Assert.Equal(("finished", TrainedRun.Epochs), ((string)run["state"]!, (int)run["epochs"]!));
        Assert.True((double)run["best"]! > 0.8);
        Assert.True(File.Exists(folder.At("runs.png")) && File.Exists(folder.At("runs.html")));

        var table = CutlineProgram.Run("runs", trained.Path, "--out", folder.Path).Well();
        Assert.Contains("best val_dice", table.Out, StringComparison.Ordinal);
        Assert.Contains("runs.html", table.Out, StringComparison.Ordinal);
    }

    [Fact]
    public void A_folder_without_runs_is_one_line() =>
        InProcess.Run("runs", trained.Discs.Root).Badly(2, "there is no run in", "options.json");
}
