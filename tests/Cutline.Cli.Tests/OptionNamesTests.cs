using System.CommandLine;
using System.Text.RegularExpressions;
using Cutline.Cli.Options;
using Cutline.Imaging;
using Cutline.Listings.Storage;
using Cutline.Segmentation.Datasets.Formats;
using Cutline.Segmentation.Evaluation;
using Cutline.Segmentation.Inference;
using Cutline.Segmentation.Labelling;
using Cutline.Segmentation.Loading;
using Cutline.Segmentation.Preprocessing;
using Cutline.Segmentation.Splits;
using Cutline.Studio.Mattes;
using Cutline.Studio.Scenes;
using Cutline.Training.Augmentation;
using Cutline.Training.Logs;
using Cutline.Training.Losses;
using Cutline.Training.Models;
using Cutline.Training.Optimizers;
using Cutline.Training.Runs;
using Cutline.Web.Configuration;

namespace Cutline.Cli.Tests;

/// <summary>Errors of the library name properties; on the command line they name the options that were typed.</summary>
public sealed class OptionNamesTests
{
    [Theory]
    [InlineData("--lr 20", "--lr is 20: use above 0 to 10")]
    [InlineData("--epochs 0", "--epochs is 0: use 1 to 100000")]
    [InlineData("--patience -1", "--patience is -1: use 0 or more epochs")]
    [InlineData("--average 1", "--average is 1: use 0 to below 1")]
    [InlineData("--target 2", "--target is 2: use 0 to 1")]
    [InlineData("--repeat 1 1", "--repeat is 1,1: use one number of 1 to 1000 for each entry of --data")]
    [InlineData("--val 1", "--val is 1: choose a fraction from 0 to below 1")]
    [InlineData("--base 0", "--base is 0: use a number from 1 to 256")]
    [InlineData("--max-channels 0", "--max-channels is 0: use a number from 1 to 4096")]
    [InlineData("--warm-up 50", "--warm-up is 50: use 0 to below the 40 epochs")]
    [InlineData("--schedule plateau --lr-patience -1", "--lr-patience is -1: use 0 or more epochs")]
    [InlineData("--milestones 5", "--milestones is for the schedule step, and this one is constant")]
    [InlineData("--schedule step", "a step schedule has no milestones: set --milestones to the epochs")]
    [InlineData("--schedule plateau --val 0", "a plateau schedule needs validation photos, and there are none: set --val above 0")]
    [InlineData("--momentum 0.5", "--momentum is for SGD: set --optimizer to sgd, or leave it out")]
    [InlineData("--optimizer sgd --momentum 2", "--momentum is 2: use 0 to below 1")]
    [InlineData("--optimizer sgd --momentum 0 --nesterov", "--nesterov looks ahead by the momentum, and --momentum is 0")]
    [InlineData("--gamma 2", "loss bce+dice has no --gamma: leave it out, or use the loss focal")]
    [InlineData("--loss tversky --beta -3", "--beta is -3")]
    [InlineData("--freeze encoder", "--freeze is Encoder and --encoder is none: name the encoder, or freeze nothing")]
    [InlineData("--encoder-lr 0.1", "--encoder-lr is given and --encoder is none: name the encoder, or leave the rate out")]
    [InlineData("--encoder resnet18 --encoder-lr 20", "--encoder-lr is 20: use above 0 to 10")]
    [InlineData(
        "--encoder resnet18 --encoder-lr 0.1 --freeze all-but-head",
        "--encoder-lr is given for parameters that --freeze leaves as they are")]
    public void Of_training(string options, string said) =>
        InProcess.Run(["train", "--data", "d", "--out", "r", .. options.Split(' ')]).Badly(2, said);

    [Theory]
    [InlineData("inspect data d --val 1", "--val is 1")]
    [InlineData("inspect model --depth 9", "--depth is 9: use a number from 1 to 8")]
    [InlineData("inspect model --model-name deeplabv3+", "--encoder is none, and deeplabv3+ needs one")]
    [InlineData("models --classes 0", "--classes is 0: use a number from 1 to 1024")]
    [InlineData("evaluate --data synthetic:4 --batch 0", "--batch is 0: use 1 to 4096 photos")]
    [InlineData("evaluate --data synthetic:4 --test 1", "--test is 1")]
    [InlineData("evaluate --data synthetic:4 --classes c.json", "are known: leave --classes (c.json) out")]
    [InlineData("bench step --device cpu --base 0", "--base is 0")]
    [InlineData("bench step --device cpu --batch 0", "--batch is 0")]
    [InlineData("bench step --device cpu --size 0", "--size is 0×0: use sides from 1 to 8192")]
    [InlineData("bench infer --device cpu --photos p --limit 0", "--limit is 0: use 1 or more photos")]
    public void Of_other_commands(string arguments, string said) => InProcess.Run(arguments.Split(' ')).Badly(2, said);

    [Theory]
    [InlineData("Epochs is 0: lower LearningRate, then Epochs.", "--epochs is 0: lower --lr, then --epochs.")]
    [InlineData("Model.Base is 0 and Base is free", "--base is 0 and Base is free")]
    [InlineData("/home/Data holds no run", "/home/Data holds no run")]
    [InlineData("/home/Data/Test.csv and C:\\Data\\Test of 'Data' in Data-2", "/home/Data/Test.csv and C:\\Data\\Test of 'Data' in Data-2")]
    [InlineData("ScheduleOptions.Patience and Patience and Patience.More", "--lr-patience and --patience and Patience.More")]
    [InlineData("nothing of the kind", "nothing of the kind")]
    public void Only_whole_names_are_replaced(string message, string said) =>
        Assert.Equal(said, OptionNames.InOptions(message, CommandLine.Root().Subcommands.Single(c => c.Name == "train")));

    [Fact]
    public void A_command_without_such_options_says_what_it_was_told() =>
        Assert.Equal("Epochs is 0", OptionNames.InOptions("Epochs is 0", CommandLine.Root().Subcommands.Single(c => c.Name == "runs")));

    [Fact]
    public void Every_name_is_a_property_of_the_library()
    {
        Type[] records =
        [
            typeof(TrainOptions), typeof(ModelOptions), typeof(ScheduleOptions), typeof(OptimizerOptions), typeof(LossOptions),
            typeof(SplitOptions), typeof(PreprocessOptions), typeof(DatasetOptions), typeof(PredictorOptions), typeof(EvaluationOptions),
            typeof(ServeOptions), typeof(ConnectionLimits), typeof(PhotoLimits), typeof(StoreLimits), typeof(ImportOptions),
            typeof(ForeignModel), typeof(LabellingOptions), typeof(MlflowOptions),
        ];
        var properties = records.SelectMany(r => r.GetProperties()).Select(p => p.Name).Append("Size").ToHashSet(); // width and height
        var named = All(CommandLine.Root()).SelectMany(c => c.Options).SelectMany(OptionNames.PropertiesOf).ToArray();

        Assert.NotEmpty(named);
        Assert.DoesNotContain(named, name => !properties.Contains(name.Split('.')[^1]));
    }

    [Fact]
    public void No_two_options_of_a_command_set_one_property() => Assert.All(
        All(CommandLine.Root()),
        command => Assert.Distinct(command.Options.SelectMany(OptionNames.PropertiesOf)));

    /// <summary>Of every record of options: what is wrong is named as the property that a program sets.</summary>
    [Fact]
    public void Every_error_of_options_names_the_property()
    {
        (Action Check, string Property)[] wrong =
        [
            (() => new PreprocessOptions(0, 1).Validate(), "Preprocess.Size"),
            (() => new PreprocessOptions(1, 1, (Fit)9).Validate(), "Preprocess.Fit"),
            (() => new PreprocessOptions(1, 1, Normalization: (Normalization)9).Validate(), "Preprocess.Normalization"),
            (() => new SplitOptions((SplitBy)9).Validate(), "Split.By"),
            (() => new SplitOptions(Test: 1).Validate(), "Test"),
            (() => new SplitOptions(Validation: 1).Validate(), "Validation"),
            (() => new SplitOptions(SplitBy.Pattern).Validate(), "Pattern"),
            (() => new SplitOptions(SplitBy.Lists).Validate(), "Lists"),
            (() => new DatasetOptions { Task = "x" }.Validate(), "Task"),
            (() => new ForeignModel { Activation = (Activation)9 }.Validated(), "Foreign.Activation"),
            (() => new PredictorOptions { Tile = -1 }.Validated(), "Tile"),
            (() => new OnnxOptions { Threads = -1 }.Validated(), "Threads"),
            (() => new BatchLoaderOptions { BatchSize = 0 }.Validate(), "BatchSize"),
            (() => new DecodedSetOptions { MemoryBudget = -1 }.Validate(), "MemoryBudget"),
            (() => new MatteOptions { Softness = 0 }.Validate(), "Softness"),
            (() => new MatteOptions { Subject = (SubjectSelection)9 }.Validate(), "Subject"),
            (() => new MatteOptions { SmallestIsland = 2 }.Validate(), "SmallestIsland"),
            (() => new MatteOptions { LargestHole = 2 }.Validate(), "LargestHole"),
            (() => new SceneOptions { Straighten = 90 }.Validated(), "Straighten"),
            (() => new SceneOptions { Size = 1 }.Validated(), "Size"),
            (() => new StoreLimits { Listings = 0 }.Validated(), "Listings"),
            (() => new ModelOptions { Name = "x" }.Validated(), "Model.Name"),
            (() => new ModelOptions { Encoder = "x" }.Validated(), "Model.Encoder"),
            (() => new ModelOptions { Depth = 0 }.Validated(), "Model.Depth"),
            (() => LossRegistry.Make("x", new(), 1), "Loss"),
            (() => new AugmentationOptions { Blur = 2 }.Validated(), "AugmentationOptions.Blur"),
            (() => new OptimizerOptions { Kind = OptimizerKind.Sgd, Momentum = 2 }.Validated(), "Optimizer.Momentum"),
            (() => new TrainOptions { Data = ["d"], Epochs = 0 }.Validated(), "Epochs"),
            (() => new ServeOptions { Limits = new() { MaxBytes = 0 } }.Validated(), "Limits.MaxBytes"),
        ];
        Assert.All(wrong, w => Assert.Matches(
            $@"(^|[^\w.]){Regex.Escape(w.Property)} (is|are|has)\b|needs {w.Property}\b",
            Assert.ThrowsAny<ArgumentException>(w.Check).Message));
    }

    private static IEnumerable<Command> All(Command command) => command.Subcommands.SelectMany(All).Prepend(command);
}
