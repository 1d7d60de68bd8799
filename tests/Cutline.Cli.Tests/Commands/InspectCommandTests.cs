using System.Text.Json;

namespace Cutline.Cli.Tests.Commands;

[Collection("program")]
public sealed class InspectCommandTests(TrainedRun trained) : IDisposable
{
    private readonly TemporaryFolder folder = new();

    [Fact]
    public void The_original_model_layer_by_layer()
    {
        var finished = CutlineProgram.Run("inspect", "model", "--base", "16", "--size", "128").Well();

        Assert.EndsWith(
            "1,942,577 parameters · 0.758 G multiply-accumulates for one 128×128 photo\n", finished.Out, StringComparison.Ordinal);
        Assert.Matches(@"enter\.conv\.0 +Conv2d +16×128×128 +432 +7,077,888", finished.Out);
        Assert.Matches(@"down4\.conv\.conv\.3 +Conv2d +256×8×8 +589,824", finished.Out);
        Assert.Matches(@"exit +Conv2d +1×128×128 +17", finished.Out);
    }

    [Fact]
    public void A_trained_model_at_its_own_size()
    {
        var finished = CutlineProgram.Run("inspect", "model", "--model", trained.Path).Well();

        Assert.Matches(@"exit +Conv2d +1×32×32 +5 ", finished.Out);
        Assert.EndsWith("for one 32×32 photo\n", finished.Out, StringComparison.Ordinal);
    }

    [Fact]
    public void A_checkpoint_is_its_metadata_and_tensors()
    {
        var finished = CutlineProgram.Run("inspect", "checkpoint", trained.File("last.safetensors")).Well();

        Assert.Contains($"epoch = {TrainedRun.Epochs}\n", finished.Out, StringComparison.Ordinal);
        Assert.Matches(@"model\.enter\.conv\.0\.weight +F32 +4×3×3×3", finished.Out);
        Assert.Matches(@"optimizer\.exp_avg\.enter\.conv\.0\.weight +F32 +4×3×3×3", finished.Out);
        Assert.Matches(@"random +U8", finished.Out);
    }

    [Fact]
    public void A_state_dict_of_PyTorch_is_its_tensors()
    {
        InProcess.Run("export", "--model", trained.Path, "-o", folder.At("car.pt")).Well();

        var finished = InProcess.Run("inspect", "checkpoint", folder.At("car.pt")).Well();

        Assert.Matches(@"enter\.conv\.0\.weight +F32 +4×3×3×3", finished.Out);
    }

    [Fact]
    public void Good_data_is_0_bad_data_is_1_and_every_problem()
    {
        var good = InProcess.Run("inspect", "data", trained.Discs.Root).Well();
        Assert.EndsWith("24 photos with masks of a foreground, 0 problems\n", good.Out, StringComparison.Ordinal);

        Directory.CreateDirectory(folder.At("images"));
        Directory.CreateDirectory(folder.At("masks"));
        File.Copy(trained.Discs.Photo(0), folder.At("images", "good.png"));
        File.Copy(trained.Discs.Mask(0), folder.At("masks", "good.png"));
        File.Copy(trained.Discs.Photo(1), folder.At("images", "alone.png"));
        File.Copy(trained.Discs.Mask(1), folder.At("masks", "cut.png"));
        File.WriteAllBytes(folder.At("images", "cut.png"), File.ReadAllBytes(trained.Discs.Photo(1))[..300]);

        var bad = InProcess.Run("inspect", "data", folder.Path);

        Assert.Equal(1, bad.Code);
        Assert.Contains("alone.png", bad.Out, StringComparison.Ordinal);
        Assert.Contains("cut.png", bad.Out, StringComparison.Ordinal);
        Assert.Contains("the data cannot be split", bad.Out, StringComparison.Ordinal);
        Assert.Contains("split by image (--split image), or leave a part out (--test 0, --val 0)", bad.Out, StringComparison.Ordinal);
        Assert.EndsWith("2 photos with masks of a foreground, 3 problems\n", bad.Out, StringComparison.Ordinal);
    }

    [Fact]
    public void Data_of_crowds_alone_is_refused_with_the_option_that_takes_them()
    {
        Directory.CreateDirectory(folder.At("crowds", "images"));
        File.Copy(trained.Discs.Photo(0), folder.At("crowds", "images", "a.png"));
        File.WriteAllText(folder.At("crowds", "annotations.json"), """
            { "images": [{ "id": 1, "file_name": "a.png" }], "categories": [{ "id": 1, "name": "disc" }], "annotations": [{ "id": 1,
              "image_id": 1, "category_id": 1, "iscrowd": 1, "bbox": [1, 1, 9, 9], "segmentation": [[1, 1, 9, 1, 9, 9]] }] }
            """);

        InProcess.Run("inspect", "data", folder.At("crowds")).Badly(1, "1 of 1 annotations are crowds", "as objects with --crowds");
        var taken = InProcess.Run("inspect", "data", folder.At("crowds"), "--crowds");
        Assert.Contains("taken as objects", taken.Out, StringComparison.Ordinal);
    }

    [Fact]
    public void Training_and_evaluation_stop_at_what_is_an_error_here_in_the_same_words()
    {
        Directory.CreateDirectory(folder.At("data", "images"));
        Directory.CreateDirectory(folder.At("data", "masks"));
        for (var i = 0; i < 8; i++)
        {
            File.Copy(trained.Discs.Photo(i), folder.At("data", "images", $"{i}.png"));
            using var all = Cutline.Imaging.Photo.FromPixels(
                [.. Enumerable.Repeat((byte)1, 48 * 36)], 48, 36, Cutline.Imaging.PixelFormat.Grey);
            all.Save(folder.At("data", "masks", $"{i}.png"));
        }

        var inspected = InProcess.Run("inspect", "data", folder.At("data"));
        var error = inspected.Out.Split('\n').Single(l => l.StartsWith("error: ", StringComparison.Ordinal))["error: ".Length..];
        Assert.Equal("every pixel that counts is 'foreground'; check that the masks hold these classes", error);
        foreach (var words in (string[][])
                 [["train", "--data", folder.At("data"), "--out", folder.At("run"), "--size", "16", "--base", "1", "--depth", "1"],
                     ["evaluate", "--data", folder.At("data"), "--model", trained.Path]])
        {
            var stopped = InProcess.Run(words);
            Assert.Equal(1, stopped.Code);
            Assert.Contains($"{folder.At("data")} has 1 problem:\n  {error}", stopped.Errors, StringComparison.Ordinal);
            Assert.False(Directory.Exists(folder.At("run")));
        }
    }

    [Fact]
    public void Parts_are_one_foreground_where_that_is_said()
    {
        foreach (var kind in (string[])["images", "masks"]) Directory.CreateDirectory(folder.At("data", kind));
        for (var i = 0; i < 8; i++)
        {
            File.Copy(trained.Discs.Photo(i), folder.At("data", "images", $"{i}.png"));
            using var mask = Cutline.Imaging.Photo.LoadIndices(trained.Discs.Mask(i));
            using var halves = Cutline.Imaging.Photo.FromPixels(
                [.. mask.Pixels.ToArray().Select((v, p) => (byte)(v == 0 ? 0 : p / 48 < 18 ? 1 : 2))], 48, 36,
                Cutline.Imaging.PixelFormat.Grey);
            halves.Save(folder.At("data", "masks", $"{i}.png"));
        }

        var refused = InProcess.Run("inspect", "data", folder.At("data"));
        Assert.Equal(1, refused.Code);
        Assert.Contains("or give --binary where all of them are one foreground", refused.Out, StringComparison.Ordinal);
        Assert.Matches(@"masks hold: 0 \([0-9.]+ %\), 1 \([0-9.]+ %\), 2 \(", refused.Out);
        string[] train = ["train", "--data", folder.At("data"), "--out", folder.At("run"), "--size", "16", "--base", "1", "--depth", "1",
            "--epochs", "1", "--device", "cpu"];
        var stopped = InProcess.Run(train);
        Assert.Equal(1, stopped.Code);
        Assert.Contains("or give --binary where all of them are one foreground", stopped.Errors, StringComparison.Ordinal);
        Assert.False(Directory.Exists(folder.At("run")));

        InProcess.Run("inspect", "data", folder.At("data"), "--binary").Well();
        InProcess.Run([.. train, "--binary"]).Well();
        InProcess.Run("evaluate", "--data", folder.At("data"), "--model", folder.At("run")).Well(); // the run knows what was meant
        InProcess.Run("inspect", "data", folder.At("data"), "--mask-orientation", "stored", "--binary").Well();
    }

    [Fact]
    public void Classes_a_sheet_and_json_are_asked_for_by_options()
    {
        File.WriteAllText(
            folder.At("classes.json"), """{ "classes": ["ground", { "name": "disc", "values": [1, 255] }], "void": { "values": [7] } }""");
        var finished = InProcess.Run(
            "inspect", "data", trained.Discs.Root, "--classes", folder.At("classes.json"), "--sheet", folder.At("sheet.png"), "--json")
            .Well();

        using var report = JsonDocument.Parse(finished.Out);
        var names = report.RootElement.GetProperty("classes").EnumerateArray().Select(c => c.GetProperty("name").GetString()!);
        Assert.Equal(["ground", "disc", "void"], names);
        Assert.True(report.RootElement.GetProperty("isSound").GetBoolean());
        Assert.True(File.Exists(folder.At("sheet.png")));
        InProcess.Run("inspect", "data", trained.Discs.Root, "--task", "categories").Badly(2, "leave --task out");
    }

    [Theory]
    [InlineData("--augment")]
    [InlineData("--augment street --seed 4")]
    [InlineData("--augment RUN")]
    [InlineData("--augment YAML")]
    [InlineData("--augment free")]
    public void A_sheet_of_varied_samples(string arguments)
    {
        File.WriteAllText(folder.At("own.yaml"), "augment:\n  rotate: 20\nepochs: 3\n");
        var words = arguments.Replace("RUN", trained.File("options.json"), StringComparison.Ordinal)
            .Replace("YAML", folder.At("own.yaml"), StringComparison.Ordinal).Split(' ');

        InProcess.Run(["inspect", "data", trained.Discs.Root, .. words, "--out", folder.At("sheet.png"), "--size", "48x32"]).Well();

        using var sheet = Cutline.Imaging.Photo.Load(folder.At("sheet.png"));
        Assert.Equal(2 * 28 + 6 * 256 + 5 * 10, sheet.Width);
        Assert.InRange(sheet.Height, 4 * 2 * 171, 4 * 2 * 171 + 500);
    }

    [Fact]
    public void A_sheet_that_cannot_be_made_is_one_line()
    {
        InProcess.Run("inspect", "data", trained.Discs.Root, "--augment", "wild", "--out", folder.At("a.png")).Badly(2, "'wild'", "street");
        InProcess.Run("inspect", "data", trained.Discs.Root, "--augment", "stret", "--out", folder.At("a.png"))
            .Badly(2, "did you mean street?");
        InProcess.Run("inspect", "data", trained.Discs.Root, "--augment", "--size", "0", "--out", folder.At("a.png")).Badly(2, "0×0");
        InProcess.Run("inspect", "data", trained.Discs.Root, "--augment", "--out", folder.At("none", "a.png")).Badly(1, "a.png");
        File.WriteAllText(folder.At("o.json"), """{"augment": {"rotate": 1e3}}""");
        InProcess.Run("inspect", "data", trained.Discs.Root, "--augment", folder.At("o.json"), "--out", folder.At("a.png"))
            .Badly(2, "AugmentationOptions.Rotate is 1000: use 0 to 180");
        Assert.False(File.Exists(folder.At("a.png")));
    }

    [Fact]
    public void What_is_no_checkpoint_is_one_line()
    {
        File.WriteAllText(folder.At("a.safetensors"), "nothing of the kind");
        InProcess.Run("inspect", "checkpoint", folder.At("a.safetensors")).Badly(1, "a.safetensors");
        InProcess.Run("inspect", "checkpoint", folder.At("none.safetensors")).Badly(1, "none.safetensors");
        InProcess.Run("inspect", "model", "--model", folder.At("a.safetensors")).Badly(1, "a.safetensors");
    }

    public void Dispose() => folder.Dispose();
}
