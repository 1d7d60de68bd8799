using System.CommandLine;
using System.Diagnostics;
using System.Text.Json;
using System.Text.Json.Nodes;
using Cutline.Cli.Configuration;
using Cutline.Cli.Options;
using Cutline.Segmentation;
using Cutline.Segmentation.Preprocessing;
using Cutline.Segmentation.Splits;
using Cutline.Training.Augmentation;
using Cutline.Training.Models;
using Cutline.Training.Optimizers;
using Cutline.Training.Runs;

namespace Cutline.Cli.Tests.Configuration;

/// <summary>Files for <c>--config</c>: what they say, and what is said of wrong ones.</summary>
public sealed class TrainConfigTests
{
    [Fact]
    public void Yaml_has_the_names_of_the_command_line()
    {
        var options = Read("""
            # a recipe
            data: [cars, "lots: two"]
            model-name: fpn
            encoder: mobilenet_v2
            encoder-weights: weights.pth
            normalization: imagenet
            size: 640x448
            lr: 3e-3
            loss: bce+dice
            schedule: one-cycle
            warm_up: .5
            repeat: 2
            crowds: true
            split: image
            seed: 7
            augment: light
            """);

        Assert.Equal(["cars", "lots: two"], options.Data);
        Assert.Equal(("fpn", "mobilenet_v2", "weights.pth"), (options.Model.Name, options.Model.Encoder, options.EncoderWeights));
        Assert.Equal(new PreprocessOptions(640, 448, Normalization: Normalization.ImageNet), options.Preprocess);
        Assert.Equal(
            (0.003, "bce+dice", Schedule.OneCycle, 0.5),
            (options.LearningRate, options.Loss, options.Schedule, options.ScheduleOptions.WarmUp));
        Assert.Equal([2], options.Repeat);
        Assert.True(options.Dataset.Crowds);
        Assert.Equal((SplitBy.Image, 7L, 7L), (options.Split.By, options.Split.Seed, options.Seed));
        Assert.Equal(AugmentationOptions.Parse("light"), options.Augment);
    }

    [Fact]
    public void A_file_says_what_the_command_line_says()
    {
        var words = "--data a b --size 48x32 --model-name unet --encoder resnet18 --base 8 --epochs 7 --batch 3 --lr 0.01 --freeze encoder "
            + "--loss ce+dice --class-weights 1 2 --pattern ^(.) --exclude x y --precision bf16 --up bilinear --milestones 3 5 --nesterov "
            + "--cache-budget 0.5 --optimizer sgd";
        var yaml = string.Join('\n', words.Split("--", StringSplitOptions.RemoveEmptyEntries).Select(w => w.Trim().Split(' ')).Select(w =>
            w.Length switch { 1 => $"{w[0]}: true", 2 => $"{w[0]}: {w[1]}", _ => $"{w[0]}: [{string.Join(", ", w[1..])}]" }));
        var command = new Command("train");
        var set = TrainOptionSet.AddTo(command);

        Assert.Equal(Text(set.Apply(command.Parse(words.Split(' ')), new())), Text(Read(yaml)));
    }

    [Fact]
    public void The_options_of_a_run_are_read_as_they_were()
    {
        var options = new TrainOptions
        {
            Data = ["a", "b"], Model = new() { Name = "unet", Base = 8, Encoder = "resnet34" }, Seed = 3,
            Split = new(SplitBy.Image, Seed: 9),
            Freeze = Freeze.AllButHead, Schedule = Schedule.OneCycle, Optimizer = new() { Kind = OptimizerKind.AdamW },
            Augment = AugmentationOptions.Parse("strong"), CacheBudget = 5L << 30, Repeat = [2, 1], LossOptions = new() { Gamma = 1.5 },
        };

        Assert.Equal(Text(options), Text(Read(Text(options))));
        Assert.Equal(Text(options), Text(Read(Text(options).Replace("  ", "\t", StringComparison.Ordinal))));
        Assert.Equal(Text(new()), Text(Read(JsonSerializer.Serialize(new TrainOptions(), OptionsJson.Compact))));
    }

    [Fact]
    public void Properties_stand_beside_options_and_leave_the_others_as_they_are()
    {
        var options = Read(
            "model-name: fpn\nmodel: { encoder: resnet18 }\naugment: { flip: 0.5 }\npreprocess: { fit: letterbox }\n"
            + "freeze: all_but_head\nfrom: null");

        Assert.Equal(("fpn", "resnet18", 0.5), (options.Model.Name, options.Model.Encoder, options.Augment.Flip));
        Assert.Equal(Freeze.AllButHead, options.Freeze);
        Assert.Equal(new PreprocessOptions(128, 128, Fit.Letterbox), options.Preprocess);
    }

    [Theory]
    [InlineData("epochs: 3\nepocs: 4", "line 2: 'epocs' is no option: did you mean epochs?")]
    [InlineData("imgsz: 640", "line 1: 'imgsz' is no option: did you mean size?")]
    [InlineData("nonsense: 640", "'nonsense' is no option: cutline train --help lists them")]
    [InlineData("model:\n  nam: fpn", "line 2: 'nam' is no key of model: did you mean name?")]
    [InlineData("augment:\n  flip: 0.5\n  flips: 1", "line 3: 'flips' is no key of augment: did you mean flip?")]
    [InlineData("out: r", "line 1: 'out' is no option of a file: write --out on the command line")]
    [InlineData("lr: fast", "line 1: lr: 'fast' is no number for --lr")]
    [InlineData("\nepochs: 2.5", "line 2: epochs: '2.5' is no whole number")]
    [InlineData("epochs: \"20\"", "line 1: epochs: the text '20' is no whole number")]
    [InlineData("epochs:\nlr: 3", "line 1: epochs: nothing is no whole number")]
    [InlineData("epochs: [1]", "epochs: a list is no whole number")]
    [InlineData("size: {a: 1}", "size: a mapping of keys is no text")]
    [InlineData("size: big", "line 1: size: 'big' is not a size")]
    [InlineData("crowds: yes", "crowds: 'yes' is neither true nor false")]
    [InlineData("model-name: unett", "line 1: model-name: ")]
    [InlineData("model-name: unett", "did you mean unet?")]
    [InlineData("schedule: one_cicle", "did you mean one-cycle?")]
    [InlineData("model: { base: wide }", "line 1: model.base: 'wide' is no whole number")]
    [InlineData("augment:\n  flip: often", "line 2: augment.flip: 'often' is no number")]
    [InlineData("class-weights: []", "class-weights: the list is empty")]
    [InlineData("base: 8\nmodel: { base: 16 }", "line 1: base: model.base in line 2 says it, too: keep one of them")]
    [InlineData("lr: 1\nlr: 2", "line 2: lr stands in line 1 already")]
    [InlineData("a\n b: c", "")]
    [InlineData("", "is empty: write options in it")]
    [InlineData("- epochs", "holds a list and no keys with values")]
    [InlineData("epochs: 'x", "is no YAML")]
    public void Wrong_files_are_told_with_key_and_line(string text, string said) =>
        Says(said, () => Read(text));

    [Theory]
    [InlineData("data: &a [x]\nbackgrounds: *a", "line 1: &a is an anchor, which is not read")]
    [InlineData("data: *a", "*a is an alias")]
    [InlineData("data: !!python/object:os.system x", "is a tag, which is not read")]
    [InlineData("data: !x [y]", "is a tag")]
    [InlineData("lr: 1\n---\nlr: 2", "line 2: a second document begins")]
    public void What_is_more_than_data_is_refused(string text, string said) => Wrong_files_are_told_with_key_and_line(text, said);

    [Theory]
    [InlineData('[')]
    [InlineData('{')]
    [InlineData('-')]
    public void Deep_nesting_is_refused_at_once(char open)
    {
        var before = Process.GetCurrentProcess().TotalProcessorTime;
        var text = open == '-' ? string.Concat(Enumerable.Repeat("- ", 400_000)) : new string(open, 900_000);
        Says("16 levels deep", () => Read($"data: \n  {text}"));
        Assert.True(Process.GetCurrentProcess().TotalProcessorTime - before < TimeSpan.FromSeconds(20));
    }

    [Theory]
    [InlineData("epochs: [1\nlr: 3\n")]
    [InlineData("augment: {flip: 1\nlr: 3\n")]
    public void Brackets_that_stay_open_are_no_yaml(string text) => Says("is no YAML", () => Read(text));

    [Fact]
    public void Long_files_folders_and_missing_ones_are_refused_unread()
    {
        using var folder = new TemporaryFolder();
        using (var file = File.Create(folder.At("long.yaml"))) file.SetLength(100 << 20);

        Says("has 100 MiB", () => Of(folder.At("long.yaml")));
        Says("is a folder", () => Of(folder.At(".")));
        Says("cannot be read", () => Of(folder.At("no.yaml")));
    }

    [Fact]
    public void Recipes_have_names_and_are_valid()
    {
        Assert.Equal(["fast-carvana", "fine", "free", "original", "parts", "plates", "street", "wide"], Recipes.Names);
        Assert.All(Recipes.Names, name =>
        {
            var options = Of(name) with { Data = ["synthetic"] };
            _ = options.Validated();
            Assert.NotEqual(Text(new TrainOptions { Data = ["synthetic"] }), Text(options));
            Assert.Matches(@"^\w.{20,140}\.$", Recipes.Summary(name));
        });
        var fast = Of("fast-carvana");
        Assert.Equal((0.005, 20, "bce+dice", 0.99, 0.05), (fast.LearningRate, fast.Epochs, fast.Loss, fast.Average, fast.Split.Validation));
        var street = Of("street");
        Assert.Equal((0.3, "coco-voc", 0.0008), (street.Augment.CropArea, street.EncoderWeights, street.EncoderLearningRate));
    }

    [Fact]
    public void The_schema_in_docs_is_that_of_the_program() =>
        Assert.Equal(File.ReadAllText(RepositoryPaths.Find("docs/train.schema.json")), InProcess.Run("config", "schema").Well().Out);

    [Fact]
    public void The_schema_has_each_option_and_each_property_of_a_run()
    {
        var command = new Command("train");
        var set = TrainOptionSet.AddTo(command);
        var keys = TrainSchema.Of(set.All, typeof(TrainOptions))["properties"]!.AsObject().Select(k => k.Key).ToHashSet();

        Assert.Subset(keys, set.All.Select(o => o.Name[2..]).ToHashSet());
        Assert.Subset(keys, JsonNode.Parse(Text(new()))!.AsObject().Select(k => k.Key).ToHashSet());
    }

    private static void Says(string said, Func<TrainOptions> read) =>
        Assert.Contains(said, Assert.Throws<ArgumentException>(read).Message, StringComparison.Ordinal);

    private static TrainOptions Read(string text)
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder.At("c.yaml"), text);
        return Of(folder.At("c.yaml"));
    }

    private static TrainOptions Of(string name)
    {
        var command = new Command("train");
        command.Options.Add(new Option<string>("--out") { Required = true });
        return new TrainConfig(command, TrainOptionSet.AddTo(command)).Read(name);
    }

    private static string Text(TrainOptions options) => JsonSerializer.Serialize(options, OptionsJson.Indented);
}
