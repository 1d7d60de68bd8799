using System.Text.Json.Nodes;
using Cutline.Segmentation.Datasets.Formats;
using Cutline.Segmentation.Preprocessing;
using Cutline.Segmentation.Splits;
using Cutline.Training.Losses;
using Cutline.Training.Models;
using Cutline.Training.Runs;
using Cutline.Training.Tests.Runs;
using static TorchSharp.torch;

namespace Cutline.Cli.Tests.Commands;

[Collection("program")]
public sealed class TrainCommandTests(TrainedRun trained) : IDisposable
{
    private readonly TemporaryFolder folder = new();

    [Fact]
    public void A_run_is_a_folder_with_everything_in_it()
    {
        string[] files =
        [
            "options.json", "options-history.jsonl", "environment.json", "split.json", "metrics.jsonl", "best.safetensors", "best.onnx",
            "last.safetensors", "curves.png", "samples.png", "report.html",
        ];
        foreach (var name in files)
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
        Assert.Equal(
            (32, 4, 2, TrainedRun.Epochs, 4, 0.01, 3L),
            (options.Preprocess.Width, options.Model.Base, options.Model.Depth, options.Epochs, options.Batch, options.LearningRate,
                options.Seed));
        Assert.Equal(("bce+dice", 3L), (options.Loss, options.Split.Seed));
        var environment = JsonNode.Parse(File.ReadAllText(trained.File("environment.json")))!;
        Assert.Equal("cpu", (string)environment["device"]!);
        Assert.NotEmpty((string)environment["libtorch"]!);
        Assert.Matches(@"^\d+\.\d+\.\d+", (string)environment["cutline"]!);
        Assert.NotEqual("0.0.0", (string)environment["cutline"]!); // what an assembly is called without MinVer's version
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
        File.WriteAllText(
            folder.At("c.json"),
            """{"epochs": 9, "batch": 8, "model": {"base": 2, "depth": 1}, "preprocess": {"width": 16, "height": 16}, "loss": "dice"}""");

        var finished = CutlineProgram.Run(
            "train", "--data", trained.Discs.Root, "--out", folder.At("run"), "--config", folder.At("c.json"), "--epochs", "2", "--json")
            .Well();

        var events = finished.Out.TrimEnd('\n').Split('\n').Select(l => JsonNode.Parse(l)!.AsObject()).ToArray();
        Assert.Equal(
            ["training_started", "batch_done", "epoch_done", "batch_done", "epoch_done", "training_ended"],
            events.Select(e => (string)e["event"]!));
        Assert.Equal(2, (int)events[^2]["metrics"]!["epoch"]!);
        var options = new RunFolder(folder.At("run")).ReadOptions();
        Assert.Equal((2, 8, 2, "dice"), (options.Epochs, options.Batch, options.Model.Base, options.Loss));
    }

    /// <summary>Photos that a limited run left out of training are not its test, wherever they lie.</summary>
    [Fact]
    public void Limited_it_trains_on_some_photos_and_is_tested_on_none_of_the_others()
    {
        string[] small = ["--size", "16", "--base", "2", "--depth", "1", "--epochs", "1", "--split", "image"];
        var training = InProcess.Run(
            [
                "train", "--data", Path.GetRelativePath(Environment.CurrentDirectory, trained.Discs.Root), "--out", folder.At("run"),
                "--limit", "6", "--device", "cpu", .. small,
            ]).Well();

        Assert.Contains(
            "limited to 6 training, 1 validation, 1 test photos, of 17 training photos", training.Out, StringComparison.Ordinal);
        var options = new RunFolder(folder.At("run")).ReadOptions();
        Assert.Equal((6, "bce+dice"), (options.Limit, options.Loss));
        Assert.Equal([trained.Discs.Root], options.Data); // measured from any folder, too
        CopyPhotos("moved");
        foreach (var data in (string[])[trained.Discs.Root, folder.At("moved")])
        {
            Finished Evaluate(params string[] more) =>
                InProcess.Run(["evaluate", "--model", folder.At("run"), "--data", data, "--json", .. more]);
            var (all, some) = (Evaluate().Well().Json, Evaluate("--limit", "2").Well().Json);
            Assert.Equal((4, null), ((int)all["test_samples"]!, (int?)all["part_samples"]));
            Assert.Equal((2, 4), ((int)some["test_samples"]!, (int)some["part_samples"]!));
        }

        var table = InProcess.Run("evaluate", "--model", folder.At("run"), "--data", trained.Discs.Root, "--limit", "2").Well();
        Assert.Matches(@"test samples +2 of 4", table.Out);
        InProcess.Run("evaluate", "--model", folder.At("run"), "--data", trained.Discs.Root, "--limit", "0")
            .Badly(2, "--limit is 0: use 1 photo or more");
        InProcess.Run("train", "--data", trained.Discs.Root, "--out", folder.At("none"), "--limit", "0")
            .Badly(2, "--limit is 0: use 1 photo or more");
    }

    [Fact]
    public void A_run_that_is_there_is_not_overwritten()
    {
        var before = File.ReadAllBytes(trained.File("last.safetensors"));

        InProcess.Run("train", "--data", trained.Discs.Root, "--out", trained.Path)
            .Badly(2, trained.Path, "already holds a run: add --resume to go on with it, or choose another --out");

        using (new RunFolder(trained.Path).Lock())
            InProcess.Run("train", "--out", trained.Path, "--resume").Badly(2, trained.Path, "another training may be running there");

        Assert.Equal(before, File.ReadAllBytes(trained.File("last.safetensors")));
    }

    [Fact]
    public void A_resumed_run_keeps_its_split() =>
        InProcess.Run("train", "--out", trained.Path, "--resume", "--seed", "4").Badly(2, "a run keeps its split");

    [Theory]
    [InlineData(true, "model Sequential, loss BceLoss")]
    [InlineData(false, "model unet, loss BceLoss")]
    public void A_run_of_a_programs_own_parts_is_resumed_by_that_program(bool ownModel, string parts)
    {
        var options = new TrainOptions { Preprocess = PreprocessOptions.Square(16), Epochs = 1, Split = new(SplitBy.Image) };
        using nn.Module<Tensor, Tensor> model =
            ownModel ? nn.Sequential(nn.Conv2d(3, 1, 1)) : ModelRegistry.Make(new() { Base = 1, Depth = 1 });
        using (var data = DatasetLocator.Open(trained.Discs.Root))
        using (var trainer = new Trainer(model, new BceLoss(), data, options)) trainer.Run(folder.At("run"));

        InProcess.Run("train", "--out", folder.At("run"), "--resume", "--epochs", "2").Badly(
            2, $"{folder.At("run")} was trained by a program with its own model or loss ({parts}): run that program again, with");
        Assert.Single(new RunFolder(folder.At("run")).ReadMetrics());
        if (!ownModel) return;
        InProcess.Run("export", "--model", folder.At("run"), "-o", folder.At("a.onnx")).Badly(
            1, "is of a program's own model \"Sequential\", which that program alone can make: use the run's best.onnx");
        InProcess.Run("evaluate", "--model", folder.At("run"), "--data", trained.Discs.Root).Well();
    }

    [Fact]
    public void Bad_data_is_told_in_one_list_before_anything_is_made()
    {
        Directory.CreateDirectory(folder.At("images"));
        Directory.CreateDirectory(folder.At("masks"));
        foreach (var name in (string[])["images/a.jpg", "images/b.jpg", "masks/b.png", "masks/c.png"])
            File.WriteAllText(folder.At(name), "no picture");

        var finished = CutlineProgram.Run("train", "--data", folder.Path, "--out", folder.At("run"));

        Assert.Equal(1, finished.Code);
        foreach (var named in (string[])["a.jpg", "b.jpg", "c.png"]) Assert.Contains(named, finished.Errors, StringComparison.Ordinal);
        Assert.False(Directory.Exists(folder.At("run")));
    }

    [Fact]
    public void A_start_that_contradicts_the_options_leaves_no_run_behind()
    {
        Start("--base", "6", "--normalization", "imagenet")
            .Badly(2, "--base is 6, the model's is 4", "--normalization is ImageNet, the model's is Unit",
                "leave these out, or train without --from");
        Start("--encoder-weights", "w.pth").Badly(2, "--encoder-weights are given and --encoder is none");
        Start("--freeze", "encoder").Badly(2, "--freeze is Encoder and --encoder is none");
        Assert.False(Directory.Exists(folder.At("run")));

        Finished Start(params string[] more) =>
            InProcess.Run(["train", "--data", trained.Discs.Root, "--out", folder.At("run"), "--from", trained.Path, .. more]);
    }

    [Fact]
    public void A_start_gives_its_shape_and_all_but_the_head_can_be_frozen()
    {
        var finished = CutlineProgram.Run(
            "train", "--data", trained.Discs.Root, "--out", folder.At("run"), "--from", trained.Path, "--size", "48x32", "--fit",
            "letterbox",
            "--freeze", "all-but-head", "--epochs", "1", "--device", "cpu").Well();

        Assert.Contains(
            $"takes from {trained.File("best.safetensors")}: unet, base 4, input 48×32, fit Letterbox, colours Unit", finished.Errors,
            StringComparison.Ordinal);
        var options = new RunFolder(folder.At("run")).ReadOptions();
        Assert.Equal(
            (4, 2, 48, 32, Fit.Letterbox),
            (options.Model.Base, options.Model.Depth, options.Preprocess.Width, options.Preprocess.Height, options.Preprocess.Fit));
        var (before, after) = (
            CheckpointBits.Of(trained.File("best.safetensors")), CheckpointBits.Of(folder.At("run", "best.safetensors")));
        Assert.Equal(
            ["cutline.preprocess", "cutline.split", "exit.bias", "exit.weight"],
            after.Where(t => before[t.Key] != t.Value).Select(t => t.Key));
    }

    [Fact]
    public void A_resumed_run_says_which_options_changed()
    {
        string[] small = ["--size", "16", "--base", "2", "--depth", "1"];
        CutlineProgram.Run(["train", "--data", trained.Discs.Root, "--out", folder.At("run"), "--epochs", "1", .. small]).Well();

        var finished = CutlineProgram.Run("train", "--out", folder.At("run"), "--resume", "--epochs", "2", "--lr", "0.002").Well();

        Assert.Contains("changed from epoch 2 on: learning_rate: 0.001 → 0.002", finished.Out, StringComparison.Ordinal);
        Assert.Contains("changed from epoch 2 on: epochs: 1 → 2", finished.Out, StringComparison.Ordinal);
        Assert.Equal([1, 2], new OptionsHistory(new RunFolder(folder.At("run"))).Read().Select(e => e.Epoch));
    }

    public void Dispose() => folder.Dispose();

    private void CopyPhotos(string to)
    {
        foreach (var kind in (string[])["images", "masks"])
        {
            Directory.CreateDirectory(folder.At(to, kind));
            foreach (var file in Directory.GetFiles(Path.Combine(trained.Discs.Root, kind)))
                File.Copy(file, folder.At(to, kind, $"new-{Path.GetFileName(file)}"));
        }
    }
}
