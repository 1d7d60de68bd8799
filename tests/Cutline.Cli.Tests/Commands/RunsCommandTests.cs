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
    public void Runs_of_edges_are_apart_and_options_of_one_kind_are_a_line()
    {
        using var folder = new TemporaryFolder();
        void Make(string name, string model, double dice, string augment)
        {
            Directory.CreateDirectory(folder.At(name));
            File.WriteAllText(
                folder.At(name, "options.json"), $$"""{"model": {"name": "{{model}}"}, "augment": {{augment}}, "seed": 1}""");
            File.WriteAllText(
                folder.At(name, "metrics.jsonl"), FormattableString.Invariant($$"""{"epoch": 1, "val_dice": {{dice}}}""") + "\n");
        }

        Make("best", "unet", 0.9, """{"flip": 0.5, "rotate": 5, "blur": 0}""");
        Make("plain", "unet", 0.8, """{"flip": 0, "rotate": 0, "blur": 0}""");
        Make("varied", "unet", 0.7, """{"flip": 0.5, "rotate": 8, "blur": 0.1}""");
        Make("edges", "edges", 0.99, """{"flip": 1, "rotate": 1, "blur": 1}""");

        var said = InProcess.Run("runs", folder.Path).Well().Out;

        Assert.Contains(
            "augment: best flip 0.5, rotate 5, blur 0 · plain flip 0, rotate 0 · varied rotate 8, blur 0.1\n", said,
            StringComparison.Ordinal);
        var (whole, edges) = (said.Split("edges, on tiles along outlines")[0], said.Split("edges, on tiles along outlines")[1]);
        Assert.Matches("(?s)best .*0.9000.*plain .*varied ", whole);
        Assert.DoesNotContain("0.9900", whole, StringComparison.Ordinal);
        Assert.Contains("0.9900", edges, StringComparison.Ordinal);
    }

    [Fact]
    public void Folds_have_a_mean()
    {
        using var folder = new TemporaryFolder();
        foreach (var (fold, dice) in ((int, string)[])[(1, "0.60"), (2, "0.50")])
        {
            Directory.CreateDirectory(folder.At("cross", $"fold{fold}"));
            File.WriteAllText(folder.At("cross", $"fold{fold}", "options.json"), """{"split": {"folds": 2}}""");
            File.WriteAllText(folder.At("cross", $"fold{fold}", "metrics.jsonl"), $$"""{"epoch": 1, "val_dice": {{dice}}}""" + "\n");
        }

        Assert.Contains(
            "cross: mean 0.5500 ± 0.0707 (standard deviation) of the best of 2 folds", InProcess.Run("runs", folder.Path).Well().Out,
            StringComparison.Ordinal);
    }

    [Fact]
    public void A_folder_without_runs_is_one_line() =>
        InProcess.Run("runs", trained.Discs.Root).Badly(2, "there is no run in", "options.json");
}
