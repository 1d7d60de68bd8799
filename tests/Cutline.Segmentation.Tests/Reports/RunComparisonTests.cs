using System.Text.Json;
using System.Text.Json.Nodes;
using Cutline.Segmentation.Reports;
using Cutline.Segmentation.Runs;

namespace Cutline.Segmentation.Tests.Reports;

public sealed class RunComparisonTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    [Fact]
    public void The_best_comes_first_with_the_options_that_differ()
    {
        Make("slow", new() { ["learning_rate"] = 1e-4 }, epochs: 4);
        Make("deep/fast", new() { ["learning_rate"] = 1e-2 }, epochs: 9);

        var comparison = RunComparison.Of(folder.Path);

        Assert.Equal("val_dice", comparison.By);
        Assert.Equal(["deep/fast", "slow"], comparison.Ranked.Select(r => r.Name));
        Assert.Equal(["learning rate"], comparison.Differing);
        Assert.Equal((Rows.Of(9)[8].ValDice, 9), comparison.Ranked[0].Best("val_dice"));
        Assert.Equal(9 * 60, comparison.Ranked[0].Seconds);
        Assert.All(comparison.Runs, r => Assert.Equal("finished", r.State));

        var json = comparison.ToJson();
        Assert.Equal("deep/fast", (string)json["runs"]![0]!["name"]!);
        Assert.Equal(Rows.Of(4)[3].ValDice, (double)json["runs"]![1]!["best"]!, 12);
        Assert.Equal("0.01", (string)json["runs"]![0]!["options"]!["learning rate"]!);
    }

    /// <summary>The folds have the best and the worst epoch of all, and together they come second.</summary>
    [Fact]
    public void Folds_of_a_cross_validation_are_no_rivals_and_have_the_place_of_their_mean()
    {
        var folds = new JsonObject { ["folds"] = 2 };
        Make("cross/fold1", new() { ["split"] = folds.DeepClone() }, epochs: 9);
        Make("cross/fold2", new() { ["split"] = folds.DeepClone() }, epochs: 1);
        Make("better", [], epochs: 6);
        Make("worse", [], epochs: 2);
        var (best, least) = (Rows.Of(9)[8].ValDice, Rows.Of(9)[0].ValDice);

        var comparison = RunComparison.Of(folder.Path);

        Assert.Equal(["better", "cross/fold1", "cross/fold2", "worse"], comparison.Ranked.Select(r => r.Name));
        var cross = Assert.Single(comparison.CrossValidations);
        Assert.Equal(("cross", 2), (cross.Name, cross.Measured));
        Assert.Equal((best + least) / 2, cross.Mean!.Value, 12);
        Assert.Equal((best - least) / Math.Sqrt(2), cross.Deviation!.Value, 12);
        Assert.Equal(cross.Mean!.Value, (double)comparison.ToJson()["cross_validations"]![0]!["mean"]!, 12);
        Assert.Equal("cross", Assert.Single(RunComparison.Of(folder.At("cross")).CrossValidations).Name);
    }

    /// <summary>Each is listed with what is wrong, and the good one beside them is compared.</summary>
    [Fact]
    public void Runs_under_way_broken_or_of_other_versions_are_listed()
    {
        Make("good", [], epochs: 3);
        Make("stopped", new() { ["epochs"] = 40 }, epochs: 2, report: false);
        Make("new", [], epochs: 0, report: false);
        Make("torn", [], epochs: 2);
        File.AppendAllText(folder.At("torn", "metrics.jsonl"), "{\"epoch\": 3, \"val_di");
        Make("odd", [], epochs: 1);
        File.WriteAllText(folder.At("odd", "options.json"), "not JSON");
        Make("bare", [], epochs: 1);
        File.Delete(folder.At("bare", "options.json"));
        Make("other", [], epochs: 0);
        File.WriteAllText(folder.At("other", "options.json"), """{"wheels": {"front": [1, 2]}}""");
        File.WriteAllText(folder.At("other", "metrics.jsonl"), "{\"val_dice\": 0.5, \"note\": \"x\"}\n");
        Make("going", new() { ["epochs"] = 40 }, epochs: 2, report: false);
        using var alone = new FileStream(folder.At("going", RunFiles.Lock), FileMode.Create, FileAccess.Write, FileShare.None);

        var runs = RunComparison.Of(folder.Path).Runs.ToDictionary(r => r.Name);

        Assert.Equal((8, "finished", null), (runs.Count, runs["good"].State, runs["good"].Problem));
        void Said(string name, string state, string problem)
        {
            Assert.Equal(state, runs[name].State);
            Assert.Contains(problem, runs[name].Problem);
        }

        Said("stopped", "stopped", "2 of 40 epochs are finished: cutline train --out");
        Said("new", "stopped", "no epoch is finished yet");
        Said("torn", "broken", "line 3 of metrics.jsonl cannot be read");
        Said("odd", "broken", "options.json cannot be read");
        Said("bare", "broken", "there is no options.json");
        Said("going", "training", "2 of 40 epochs are finished");
        Assert.Equal(("1, 2", 0.5), (runs["other"].Options["wheels.front"], runs["other"].Best("val_dice")!.Value.Value));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(30)]
    public void Any_number_of_runs_is_one_picture_and_one_page(int runs)
    {
        for (var i = 0; i < runs; i++)
            Make(
                $"<b>run</b> {i:00} of a name that is long enough to need shortening in any legend of two columns", new() { ["seed"] = i },
                epochs: 2 + i);
        if (runs == 0) Make("empty", [], epochs: 0);

        var comparison = RunComparison.Of(folder.Path);
        comparison.Write(folder.Path);

        Assert.Equal("The best 14 of 30 runs are drawn.", RunCurves.Note(30, 14));
        Assert.Null(RunCurves.Note(14, 14));
        var html = File.ReadAllText(folder.At("runs.html"));
        Assert.DoesNotContain("<b>run</b>", html);
        Assert.DoesNotContain("http", html.Replace("http-equiv", ""));
        Assert.Single(html.Split("data:image/png;base64,").Skip(1));
        using var picture = Imaging.Photo.Load(File.ReadAllBytes(folder.At("runs.png")));
        Assert.InRange(picture.Height, 520, 900);
        Drawn.Show(picture, $"runs-{runs}.png");
    }

    [Fact]
    public void Runs_of_edges_are_apart()
    {
        Dictionary<string, object> Model(string name, double flip) =>
            new() { ["model"] = new Dictionary<string, string> { ["name"] = name }, ["flip"] = flip };
        Make("good", Model("unet", 0.5), epochs: 9);
        Make("bad", Model("unet", 0.5), epochs: 2);
        Make("edges", Model("edges", 0), epochs: 12);

        var comparison = RunComparison.Of(folder.Path);
        comparison.Write(folder.Path);

        Assert.Equal(["good", "bad", "edges"], comparison.Ranked.Select(r => r.Name));
        Assert.Equal([["good", "bad"], ["edges"]], comparison.Tasks.Select(task => task.Ranked.Select(r => r.Name)));
        Assert.Empty(comparison.Differing);
        Assert.Contains("Figures: edges, on tiles along outlines", File.ReadAllText(folder.At("runs.html")));
    }

    [Fact]
    public void Only_runs_of_the_same_task_are_ranked_together()
    {
        Dictionary<string, object> Of(
            string data, int classes = 1, string? output = null, string? task = null, string? file = null) => new()
        {
            ["data"] = new[] { data }, ["output"] = output!, ["model"] = new Dictionary<string, int> { ["classes"] = classes },
            ["dataset"] = new Dictionary<string, string?> { ["task"] = task, ["classes"] = file },
        };
        Make("a", Of("lots/cars"), epochs: 2);
        Make("b", Of("others"), epochs: 3);
        Make("drawn", Of("synthetic:384"), epochs: 9);
        Make("wheels", Of("lots/cars", output: "wheels"), epochs: 9);
        Make("streets", Of("streets", 8, task: "categories"), epochs: 1);
        Make("streets too", Of("elsewhere", 8, task: "categories"), epochs: 2);
        Make("parts", Of("lots/parts/", 8), epochs: 1);
        Make("parts too", Of("lots/parts", 8, file: "mine/eight.json"), epochs: 1);
        Directory.CreateDirectory(folder.At("torn"));
        File.WriteAllText(folder.At("torn", "options.json"), "{");

        var comparison = RunComparison.Of(folder.Path);
        comparison.Write(folder.Path);

        Assert.Equal(
            [
                "8 classes of categories: streets too, streets", "foreground: b, a", "8 classes of eight.json: parts too",
                "8 classes of parts: parts", "foreground, drawn: drawn", "output wheels: wheels", "of an unknown task: torn",
            ],
            comparison.Tasks.Select(task => $"{task.Runs[0].Task}: {string.Join(", ", task.Ranked.Select(r => r.Name))}"));
        Assert.Equal(["data"], comparison.Differing); // a and b, and the streets
        Assert.Equal("8 classes of categories", (string)comparison.ToJson()["runs"]![0]!["task"]!);
        var html = File.ReadAllText(folder.At("runs.html"));
        Assert.Equal(7, html.Split("data:image/png;base64,").Length - 1);
        Assert.Contains("<h2>Figures: output wheels</h2>", html);
        using var picture = Imaging.Photo.Load(File.ReadAllBytes(folder.At("runs.png")));
        Assert.Equal(6 * (520 + 28 + 40 + 52), picture.Height);
        Drawn.Show(picture, "runs-tasks.png");
    }

    [Fact]
    public void What_cannot_be_compared_is_said()
    {
        string Said(string path, string? by = null) => Assert.Throws<ArgumentException>(() => RunComparison.Of(path, by)).Message;
        Assert.Contains("there is no folder", Said(folder.At("none")));
        Assert.Contains("there is no run in", Said(folder.Path));
        Make("run", [], epochs: 1);
        Assert.Contains("no run has a metric val_mood: use one of epoch, ", Said(folder.Path, "val_mood"));
    }

    public void Dispose() => folder.Dispose();

    /// <summary>A run as a training leaves it, of some options beside the usual ones.</summary>
    private void Make(string name, Dictionary<string, object> options, int epochs, bool report = true)
    {
        var run = new SavedRun(folder.At(name));
        Directory.CreateDirectory(run.Folder);
        options.TryAdd("data", new[] { "cars" });
        File.WriteAllText(run.PathOf(RunFiles.Options), JsonSerializer.Serialize(options, OptionsJson.Indented));
        File.WriteAllLines(run.PathOf(RunFiles.Metrics), Rows.Of(epochs).Select(row => JsonSerializer.Serialize(row, OptionsJson.Compact)));
        if (report) File.WriteAllText(run.PathOf(RunFiles.Report), "");
    }
}
