using System.Text.Json;
using System.Text.Json.Nodes;
using Cutline.Segmentation.Tests.Datasets;
using Cutline.Torch;
using Cutline.Training.Checkpoints;

namespace Cutline.Cli.Tests.Commands;

[Collection("program")]
public sealed class EvaluateCommandTests(TrainedRun trained) : IDisposable
{
    private readonly TemporaryFolder folder = new();

    [Fact]
    public void The_figures_of_training_and_the_keys_of_scripts()
    {
        var finished = Evaluate(trained.Path, "--part", "val", "--native", "--json", "--out", folder.At("report")).Well();

        var json = finished.Json;
        foreach (var key in (string[])["test_loss", "pixel_accuracy", "iou", "dice", "native_iou", "native_dice"]) Assert.Equal(JsonValueKind.Number, json[key]!.GetValueKind());
        Assert.Equal(3, (int)json["test_samples"]!);
        var best = File.ReadAllLines(trained.File("metrics.jsonl")).Select(l => JsonNode.Parse(l)!).MaxBy(r => (double)r["val_dice"]!)!;
        Assert.True((double)best["val_dice"]! > 0.8);
        Assert.Equal((double)best["val_dice"]!, (double)json["dice"]!, 1e-9);
        Assert.Equal((double)best["val_iou"]!, (double)json["iou"]!, 1e-9);
        Assert.InRange((double)json["test_loss"]!, 0.001, (double)best["val_loss"]!); // BCE alone, trained with BCE and Dice

        var rows = File.ReadAllLines(folder.At("report", "images.csv"));
        Assert.Equal("name,dice,iou,pixel_accuracy,boundary_f1,native_dice,native_iou,native_pixel_accuracy,native_boundary_f1", rows[0]);
        Assert.Equal(3, rows.Length - 1);
        Assert.Equal((double)json["dice"]!, rows.Skip(1).Average(r => double.Parse(r.Split(',')[1], System.Globalization.CultureInfo.InvariantCulture)), 1e-9);
        Assert.Equal((double)json["dice"]!, (double)JsonNode.Parse(File.ReadAllText(folder.At("report", "evaluation.json")))!["dice"]!);
        Assert.True(File.Exists(folder.At("report", "worst.png")));
    }

    [Fact]
    public void A_table_for_people_with_its_conventions_and_the_same_split_for_the_file_in_the_run()
    {
        var finished = Evaluate(trained.File("best.safetensors"), "--part", "test").Well();

        foreach (var named in (string[])["test loss (BCE)", "pixel accuracy", "IoU, mean per image", "Dice, mean per image", "IoU, pooled", "Dice, pooled", "A pixel is car where its probability is above 0.5"])
            Assert.Contains(named, finished.Out, StringComparison.Ordinal);
        Assert.Matches(@"test samples +4\b", finished.Out); // 4 of 24 in the run's split, 6 in the default of folders
        Assert.Contains($"model {trained.File("best.safetensors")}", finished.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public void Models_that_cannot_be_used_say_why_in_a_line()
    {
        Evaluate(folder.At("none.safetensors")).Badly(1, $"there is no model at {folder.At("none.safetensors")}: name a run folder or a .safetensors file");
        Evaluate(folder.Path).Badly(1, "is no finished run");

        var bytes = File.ReadAllBytes(trained.File("best.safetensors"));
        File.WriteAllBytes(folder.At("cut.safetensors"), bytes[..(bytes.Length / 2)]);
        Evaluate(folder.At("cut.safetensors")).Badly(1, "cut.safetensors");

        using var scope = new TensorScope();
        using (var good = SafeTensors.Open(trained.File("best.safetensors")))
            SafeTensors.Write(folder.At("other.safetensors"), good.ReadAll(), new Dictionary<string, string>(good.Metadata) { ["cutline.unet"] = """{"base":5,"depth":2}""" });
        Evaluate(folder.At("other.safetensors")).Badly(1, "other.safetensors does not fit the model it describes");
    }

    public void Dispose() => folder.Dispose();

    /// <summary>In this process where no work is done: the tables of a real evaluation go to the terminal itself.</summary>
    private Finished Evaluate(string model, params string[] more)
    {
        string[] arguments = ["evaluate", "--model", model, "--data", trained.Discs.Root, "--device", "cpu", .. more];
        return more.Length > 0 ? CutlineProgram.Run(arguments) : InProcess.Run(arguments);
    }
}
