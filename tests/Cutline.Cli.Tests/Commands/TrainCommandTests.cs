using System.Text.Json.Nodes;
using Cutline.Segmentation.Tests.Datasets;
using Cutline.Training.Runs;

namespace Cutline.Cli.Tests.Commands;

[Collection("program")]
public sealed class TrainCommandTests(TrainedRun trained) : IDisposable
{
    private readonly TemporaryFolder folder = new();

    [Fact]
    public void A_run_is_a_folder_with_everything_in_it()
    {
        foreach (var name in (string[])["options.json", "environment.json", "split.json", "metrics.jsonl", "best.safetensors", "last.safetensors", "curves.png", "samples.png", "report.html"])
            Assert.True(File.Exists(trained.File(name)), $"{name} is missing");
        Assert.Empty(Directory.EnumerateFiles(trained.Path, "*.tmp"));
        Assert.Equal(TrainedRun.Epochs, File.ReadAllLines(trained.File("metrics.jsonl")).Length);
        Assert.DoesNotMatch("(src|href)=.?(http|//|[a-z]+[.]png)", File.ReadAllText(trained.File("report.html"))); // it needs no other file
    }

    [Fact]
    public void Options_are_those_given_and_the_defaults()
    {
        var options = new RunFolder(trained.Path).ReadOptions();

        Assert.Equal([trained.Discs.Root], options.Data);
        Assert.Equal((32, 4, 2, TrainedRun.Epochs, 4, 0.01, 3L), (options.Preprocess.Width, options.Model.Base, options.Model.Depth, options.Epochs, options.Batch, options.LearningRate, options.Seed));
        Assert.Equal(("bce+dice", 3L), (options.Loss, options.Split.Seed));
        var environment = JsonNode.Parse(File.ReadAllText(trained.File("environment.json")))!;
        Assert.Equal("cpu", (string)environment["device"]!);
        Assert.NotEmpty((string)environment["libtorch"]!);
    }

    [Fact]
    public void The_split_names_every_photo_once()
    {
        var split = JsonNode.Parse(File.ReadAllText(trained.File("split.json")))!;
        string[] Part(string name) => [.. split[name]!.AsArray().Select(n => (string)n!)];

        Assert.Equal((17, 3, 4), (Part("train").Length, Part("val").Length, Part("test").Length));
        Assert.Equal(24, Part("train").Concat(Part("val")).Concat(Part("test")).Distinct().Count());
        Assert.Equal("image", (string)split["options"]!["by"]!);
    }

    [Fact]
    public void Plain_lines_where_the_output_is_no_terminal()
    {
        var lines = trained.Training.Out.TrimEnd('\n').Split('\n');

        Assert.DoesNotContain('\e', trained.Training.Out);
        Assert.DoesNotContain('\r', trained.Training.Out);
        Assert.Equal(TrainedRun.Epochs, lines.Count(l => l.Contains("val loss", StringComparison.Ordinal)));
        Assert.Contains(lines, l => l.StartsWith("17 training, 3 validation, 4 test photos", StringComparison.Ordinal));
        Assert.Contains("report.html", lines[^1], StringComparison.Ordinal);
        Assert.Matches(@"device cpu · libtorch \S+ · \d+ threads", trained.Training.Errors);
    }

    [Fact]
    public void Events_are_one_object_a_line_and_the_command_line_wins_over_a_configuration()
    {
        File.WriteAllText(folder.At("c.json"), """{"epochs": 9, "batch": 8, "model": {"base": 2, "depth": 1}, "preprocess": {"width": 16, "height": 16}, "loss": "dice"}""");

        var finished = CutlineProgram.Run("train", "--data", trained.Discs.Root, "--out", folder.At("run"), "--config", folder.At("c.json"), "--epochs", "2", "--json").Well();

        var events = finished.Out.TrimEnd('\n').Split('\n').Select(l => JsonNode.Parse(l)!.AsObject()).ToArray();
        Assert.Equal(["training_started", "batch_done", "epoch_done", "batch_done", "epoch_done", "training_ended"], events.Select(e => (string)e["event"]!));
        Assert.Equal(2, (int)events[^2]["metrics"]!["epoch"]!);
        var options = new RunFolder(folder.At("run")).ReadOptions();
        Assert.Equal((2, 8, 2, "dice"), (options.Epochs, options.Batch, options.Model.Base, options.Loss));
    }

    [Fact]
    public void A_run_that_is_there_is_not_overwritten()
    {
        var before = File.ReadAllBytes(trained.File("last.safetensors"));

        InProcess.Run("train", "--data", trained.Discs.Root, "--out", trained.Path).Badly(2, trained.Path, "already holds a run: add --resume to go on with it, or choose another --out");

        using (new RunFolder(trained.Path).Lock())
            InProcess.Run("train", "--out", trained.Path, "--resume").Badly(2, trained.Path, "another training may be at it");

        Assert.Equal(before, File.ReadAllBytes(trained.File("last.safetensors")));
    }

    [Fact]
    public void A_resumed_run_keeps_its_split() =>
        InProcess.Run("train", "--out", trained.Path, "--resume", "--seed", "4").Badly(2, "a run keeps its split");

    [Fact]
    public void Bad_data_is_told_in_one_list_before_anything_is_made()
    {
        Directory.CreateDirectory(folder.At("images"));
        Directory.CreateDirectory(folder.At("masks"));
        foreach (var name in (string[])["images/a.jpg", "images/b.jpg", "masks/b.png", "masks/c.png"]) File.WriteAllText(folder.At(name), "no picture");

        var finished = CutlineProgram.Run("train", "--data", folder.Path, "--out", folder.At("run"));

        Assert.Equal(1, finished.Code);
        foreach (var named in (string[])["a.jpg", "b.jpg", "c.png"]) Assert.Contains(named, finished.Errors, StringComparison.Ordinal);
        Assert.False(Directory.Exists(folder.At("run")));
    }

    [Fact]
    public void A_start_that_does_not_fit_leaves_no_run_behind()
    {
        CutlineProgram.Run("train", "--data", trained.Discs.Root, "--out", folder.At("run"), "--size", "32", "--base", "6", "--from", trained.Path).Badly(2, "the weights are those of another model");
        Assert.False(Directory.Exists(folder.At("run")));
    }

    public void Dispose() => folder.Dispose();
}
