using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Cutline.Cli.Commands;
using Cutline.Imaging;
using Cutline.Segmentation.Inference;
using Cutline.Training.Checkpoints;
using static TorchSharp.torch;

namespace Cutline.Cli.Tests.Commands;

[Collection("program")]
public sealed class EvaluateCommandTests(TrainedRun trained) : IDisposable
{
    /// <summary>Training measures in libtorch and evaluation in ONNX Runtime: a pixel at the very threshold may differ.</summary>
    private const double Rounding = 2e-3;

    private readonly TemporaryFolder folder = new();

    [Fact]
    public void The_figures_of_training_and_the_keys_of_scripts()
    {
        var finished = Evaluate(trained.Path, "--part", "val", "--native", "--json", "--out", folder.At("report")).Well();

        var json = finished.Json;
        foreach (var key in (string[])["test_loss", "pixel_accuracy", "iou", "dice", "native_iou", "native_dice"])
            Assert.Equal(JsonValueKind.Number, json[key]!.GetValueKind());
        Assert.Equal(3, (int)json["test_samples"]!);
        var best = File.ReadAllLines(trained.File("metrics.jsonl")).Select(l => JsonNode.Parse(l)!).MaxBy(r => (double)r["val_dice"]!)!;
        Assert.True((double)best["val_dice"]! > 0.8);
        Assert.Equal((double)best["val_dice"]!, (double)json["dice"]!, Rounding);
        Assert.Equal((double)best["val_iou"]!, (double)json["iou"]!, Rounding);
        Assert.InRange((double)json["test_loss"]!, 0.001, (double)best["val_loss"]!); // BCE alone, trained with BCE and Dice

        var rows = File.ReadAllLines(folder.At("report", "images.csv"));
        Assert.Equal(
            "name,dice,iou,precision,recall,pixel_accuracy,boundary_f1,"
            + "native_dice,native_iou,native_precision,native_recall,native_pixel_accuracy,native_boundary_f1", rows[0]);
        Assert.Equal(3, rows.Length - 1);
        var mean = rows.Skip(1).Average(r => double.Parse(r.Split(',')[1], CultureInfo.InvariantCulture));
        Assert.Equal((double)json["dice"]!, mean, 1e-9);
        Assert.Equal((double)json["dice"]!, (double)JsonNode.Parse(File.ReadAllText(folder.At("report", "evaluation.json")))!["dice"]!);
        Assert.True(File.Exists(folder.At("report", "worst.png")));
    }

    [Fact]
    public void A_run_is_measured_on_its_own_data_where_none_is_named()
    {
        var own = InProcess.Run("evaluate", "--model", trained.Path, "--json").Well().Json;
        var named = InProcess.Run("evaluate", "--model", trained.Path, "--data", trained.Discs.Root, "--json").Well().Json;
        Assert.Equal((double)named["dice"]!, (double)own["dice"]!);
        InProcess.Run("evaluate", "--model", trained.File("best.onnx"), "--json").Well();
        File.Copy(trained.File("best.onnx"), folder.At("alone.onnx"));
        InProcess.Run("evaluate", "--model", folder.At("alone.onnx"))
            .Badly(2, "--data names no folder, and the model is of no run: name at least one");
    }

    [Fact]
    public void Photos_of_the_training_are_no_test_under_other_names_either()
    {
        var split = JsonNode.Parse(File.ReadAllText(trained.File("split.json")))!;
        string[] Of(string part) => [.. split[part]!.AsArray().Select(n => (string)n!)];
        void Copy(IEnumerable<string> names, string to)
        {
            foreach (var kind in (string[])["images", "masks"])
            {
                Directory.CreateDirectory(folder.At(to, kind));
                foreach (var name in names)
                    File.Copy(Path.Combine(trained.Discs.Root, kind, $"{name}.png"), folder.At(to, kind, $"new-{name}.png"));
            }
        }

        Copy([.. Of("train"), .. Of("val"), .. Of("test").Take(3)], "moved");
        var moved = InProcess.Run("evaluate", "--model", trained.Path, "--data", folder.At("moved"), "--json", "--out", folder.At("ev"))
            .Well();
        Assert.Equal(3, (int)moved.Json["test_samples"]!);
        var measured = File.ReadAllLines(folder.At("ev", "images.csv")).Skip(1).Select(l => l.Split(',')[0].Trim('"'));
        Assert.Equal(Of("test").Take(3).Select(n => $"new-{n}"), measured);
        Assert.Contains($"note: 20 of 23 photos of {folder.At("moved")}, such as new-", moved.Errors, StringComparison.Ordinal);
        Assert.Contains("ask for --part all", moved.Errors, StringComparison.Ordinal);
        var all = InProcess.Run("evaluate", "--model", trained.Path, "--data", folder.At("moved"), "--json", "--part", "all").Well();
        Assert.Equal(23, (int)all.Json["test_samples"]!);

        Copy(Of("train").Take(4), "trained");
        var none = InProcess.Run("evaluate", "--model", trained.Path, "--data", folder.At("trained"));
        Assert.Equal(1, none.Code);
        Assert.Contains("note: 4 of 4 photos", none.Errors, StringComparison.Ordinal);
        Assert.Contains($"the test part of {folder.At("trained")} is empty", none.Errors, StringComparison.Ordinal);

        File.Copy(trained.File("best.onnx"), folder.At("alone.onnx"));
        var alone = InProcess.Run("evaluate", "--model", folder.At("alone.onnx"), "--data", trained.Discs.Root).Well();
        Assert.Contains("was trained with a split (", alone.Errors, StringComparison.Ordinal);
        Assert.DoesNotContain("was trained with a split (", moved.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public void A_table_for_people_with_its_conventions_and_the_same_split_for_the_file_in_the_run()
    {
        var finished = Evaluate(trained.File("best.onnx"), "--part", "test").Well();

        string[] rows =
        [
            "test loss (BCE)", "pixel accuracy", "IoU, mean per image", "Dice, mean per image", "IoU, pooled", "Dice, pooled",
            "A pixel is foreground where its probability is above 0.5",
        ];
        foreach (var named in rows)
            Assert.Contains(named, finished.Out, StringComparison.Ordinal);
        Assert.Matches(@"test samples +4\b", finished.Out); // 4 of 24 in the run's split, 6 in the default of folders
        Assert.Contains($"model {trained.File("best.onnx")} · cpu", finished.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public void All_of_a_set_is_not_called_a_test_and_what_cannot_be_split_can_be_measured_so()
    {
        var all = Evaluate(trained.File("best.onnx"), "--part", "all").Well().Out;
        Assert.Contains(" loss (BCE)", all, StringComparison.Ordinal);
        Assert.DoesNotContain("test", all.Split("A pixel")[0], StringComparison.Ordinal);
        InProcess.Run("evaluate", "--data", "synthetic:4").Badly(
            1, "cannot be split into training, validation and test; measure on all of it with --part all");
    }

    [Fact]
    public void Several_sets_are_a_table_with_a_row_for_each_and_the_worst_of_each()
    {
        using var other = new DrawnDiscs(8, 48, 36);
        var (first, second) = (Path.GetFileName(trained.Discs.Root), Path.GetFileName(other.Root));
        var alone = Evaluate(trained.Path, "--part", "all", "--native", "--json", "--out", folder.At("alone")).Well().Json;

        var both = Evaluate(trained.Path, "--data", other.Root, "--part", "all", "--native", "--worst", "3", "--out", folder.At("both"))
            .Well();

        Assert.Matches($@"(?m)^ *mean per image .*photos .*IoU .*Dice .*precision .*recall", both.Out);
        Assert.Matches($@"(?s)\n *{first} .*\b24\b.* {Text(alone["iou"]!)} .* {Text(alone["native_iou"]!)}", both.Out);
        Assert.Matches($@"(?m)^ *{second} .*\b8\b", both.Out);
        var sets = JsonNode.Parse(File.ReadAllText(folder.At("both", "evaluation.json")))!["sets"]!.AsArray();
        Assert.Equal([first, second], sets.Select(s => (string?)s!["name"]));
        Assert.Equal([24, 8], sets.Select(s => (int)s!["test_samples"]!));
        foreach (var key in (string[])["iou", "dice_pooled", "test_loss", "boundary_f1", "native_dice"])
            Assert.Equal((double)alone[key]!, (double)sets[0]![key]!);

        var rows = File.ReadAllLines(folder.At("both", "sets.csv"));
        Assert.StartsWith("name,data,test_loss,pixel_accuracy,iou,dice,", rows[0], StringComparison.Ordinal);
        Assert.StartsWith($"\"{first}\",\"{trained.Discs.Root}\",", rows[1], StringComparison.Ordinal);
        Assert.Equal(3, rows.Length);
        Assert.Equal(9, File.ReadAllLines(folder.At("both", second, "images.csv")).Length);
        using var few = Photo.Load(folder.At("both", first, "worst.png"));
        using var many = Photo.Load(folder.At("alone", "worst.png"));
        Assert.True(few.Height < many.Height / 4, $"3 rows are {few.Height} high, 20 are {many.Height}");
    }

    [Theory]
    [InlineData("a/test b/test/ synthetic:8", "a-test b-test synthetic-8")]
    [InlineData("lots streets", "lots streets")]
    [InlineData("lots/ ./lots", "1-lots 2-lots")]
    [InlineData("lots lots", "1-lots 2-lots")]
    public void Sets_have_names_that_tell_them_apart(string paths, string names) =>
        Assert.Equal(names.Split(' '), EvaluatedSet.Names(paths.Split(' ')));

    [Fact]
    public void Models_that_cannot_be_used_say_why_in_a_line()
    {
        Evaluate(folder.At("none.onnx")).Badly(1, $"there is no model at {folder.At("none.onnx")}: name a run folder or an .onnx file");
        Evaluate(folder.Path).Badly(1, $"{folder.Path} has no best.onnx: train at least one epoch");
        Evaluate(trained.File("best.safetensors")).Badly(1, "best.safetensors holds weights", "cutline export");

        var bytes = File.ReadAllBytes(trained.File("best.onnx"));
        File.WriteAllBytes(folder.At("cut.onnx"), bytes[..(bytes.Length / 2)]);
        Evaluate(folder.At("cut.onnx")).Badly(1, "cut.onnx cannot be loaded");
    }

    [Fact]
    public void Weights_that_do_not_fit_the_model_they_describe_are_one_line()
    {
        using (var scope = NewDisposeScope())
        using (var good = SafeTensors.Open(trained.File("best.safetensors")))
        {
            var metadata = new Dictionary<string, string>(good.Metadata) { [ModelMetadata.ModelKey] = """{"base":5,"depth":2}""" };
            SafeTensors.Write(folder.At("other.safetensors"), good.ReadAll(), metadata);
        }

        InProcess.Run("export", "--model", folder.At("other.safetensors"), "-o", folder.At("other.onnx"))
            .Badly(1, "other.safetensors does not fit the model it describes");
        Assert.False(File.Exists(folder.At("other.onnx")));
    }

    public void Dispose() => folder.Dispose();

    private static string Text(JsonNode figure) => ((double)figure).ToString("F4", CultureInfo.InvariantCulture);

    /// <summary>In this process where no work is done: the tables of a real evaluation go to the terminal itself.</summary>
    private Finished Evaluate(string model, params string[] more)
    {
        string[] arguments = ["evaluate", "--model", model, "--data", trained.Discs.Root, "--device", "cpu", .. more];
        return more.Length > 0 ? CutlineProgram.Run(arguments) : InProcess.Run(arguments);
    }
}
