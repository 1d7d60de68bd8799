using System.CommandLine;
using System.Text.Json;
using Cutline.Cli.Commands;
using Cutline.Cli.Options;
using Cutline.Segmentation;
using Cutline.Segmentation.Preprocessing;
using Cutline.Segmentation.Splits;
using Cutline.Training.Losses;
using Cutline.Training.Models;
using Cutline.Training.Optimizers;
using Cutline.Training.Runs;

namespace Cutline.Cli.Tests.Commands;

/// <summary>Which option sets which property.</summary>
public sealed class TrainOptionSetTests
{
    [Fact]
    public void Every_option_sets_its_property()
    {
        var options = Parse(
            "--data a b --classes c.json --task ids --size 48x32 --model-name unet --encoder resnet18 --encoder-weights w.pth --base 8 "
            + "--epochs 7 --batch 3 --lr 0.01 --encoder-lr 0.002 --freeze encoder --loss ce+dice --class-weights 1 2 --label-smoothing 0.1 "
            + "--gamma 1 --alpha 0.2 --beta 0.8 --boundary-weight 0.5 --pattern ^(.) --test 0.2 --val 0.1 --exclude x y --seed 5 "
            + "--precision bf16 --depth 3 --max-channels 64 --up bilinear --fit letterbox --normalization imagenet --augment light "
            + "--backgrounds p q --repeat 2 1 --schedule one-cycle --warm-up 0.5 --milestones 3 5 --lr-factor 0.3 --power 0.8 "
                + "--lr-patience 4 "
            + "--optimizer sgd --momentum 0.8 --nesterov --weight-decay 0.02 --clip 1.5 --accumulate 2 --average 0.9 --patience 6 "
            + "--target 0.99 --from m --cache-budget 0.5");

        Assert.Equal(["a", "b"], options.Data);
        Assert.Equal(("c.json", "ids"), (options.Dataset.Classes, options.Dataset.Task));
        Assert.Equal(new PreprocessOptions(48, 32, Fit.Letterbox, Normalization.ImageNet), options.Preprocess);
        Assert.Equal(
            new ModelOptions { Name = "unet", Encoder = "resnet18", Base = 8, Depth = 3, MaxChannels = 64, Up = UpSampling.Bilinear },
            options.Model);
        Assert.Equal(("w.pth", "m", Freeze.Encoder), (options.EncoderWeights, options.From, options.Freeze));
        Assert.Equal((7, 3, 0.01, 0.002), (options.Epochs, options.Batch, options.LearningRate, options.EncoderLearningRate));
        Assert.Equal("ce+dice", options.Loss);
        Assert.Equal([1, 2], options.LossOptions.ClassWeights);
        Assert.Equal(
            (0.1, 1.0, 0.2, 0.8, 0.5),
            (options.LossOptions.LabelSmoothing, options.LossOptions.Gamma, options.LossOptions.Alpha, options.LossOptions.Beta,
                options.LossOptions.BoundaryWeight));
        Assert.Equal(
            (SplitBy.Pattern, "^(.)", 0.2, 0.1, 5L),
            (options.Split.By, options.Split.Pattern, options.Split.Test, options.Split.Validation, options.Split.Seed));
        Assert.Equal(["x", "y"], options.Split.ExcludeGroups);
        Assert.Equal((5L, Precision.Bf16), (options.Seed, options.Precision));
        Assert.Equal(["p", "q"], options.Backgrounds);
        Assert.Equal([2, 1], options.Repeat);
        Assert.NotEqual(new TrainOptions().Augment, options.Augment);
        Assert.Equal(Schedule.OneCycle, options.Schedule);
        Assert.Equal([3, 5], options.ScheduleOptions.Milestones);
        Assert.Equal(
            (0.5, 0.3, 0.8, 4),
            (options.ScheduleOptions.WarmUp, options.ScheduleOptions.Factor, options.ScheduleOptions.Power,
                options.ScheduleOptions.Patience));
        Assert.Equal(new OptimizerOptions { Kind = OptimizerKind.Sgd, Momentum = 0.8, Nesterov = true }, options.Optimizer);
        Assert.Equal((0.02, 1.5, 2, 0.9), (options.WeightDecay, options.Clip, options.Accumulate, options.Average));
        Assert.Equal((6, 0.99, 1L << 29), (options.Patience, options.Target, options.CacheBudget));
    }

    [Fact]
    public void What_is_not_given_stays_as_it_was()
    {
        var before = new TrainOptions { Epochs = 9, Freeze = Freeze.AllButHead, Model = new ModelOptions { Base = 5, Depth = 2 } };

        Assert.Equal(Text(before), Text(Parse("", before)));
        Assert.Equal(Text(before with { Model = before.Model with { Depth = 3 } }), Text(Parse("--depth 3", before)));
    }

    [Theory]
    [InlineData("--freeze all-but-head", Freeze.AllButHead)]
    [InlineData("--freeze encoder", Freeze.Encoder)]
    public void Weights_that_stay(string arguments, Freeze freeze) => Assert.Equal(freeze, Parse(arguments).Freeze);

    [Fact]
    public void Balanced_class_weights_are_a_word() =>
        Assert.True(Parse("--class-weights balanced").LossOptions is { Balanced: true, ClassWeights: [] });

    private static TrainOptions Parse(string arguments, TrainOptions? before = null)
    {
        var command = new Command("train");
        var set = TrainOptionSet.AddTo(command);
        var parsed = command.Parse(arguments.Split(' ', StringSplitOptions.RemoveEmptyEntries));
        Assert.Empty(parsed.Errors);
        return set.Apply(parsed, before ?? new TrainOptions());
    }

    private static string Text(TrainOptions options) => JsonSerializer.Serialize(options, OptionsJson.Compact);
}
