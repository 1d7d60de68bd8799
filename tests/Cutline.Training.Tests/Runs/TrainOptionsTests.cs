using System.Text.Json;
using Cutline.Segmentation;
using Cutline.Segmentation.Datasets;
using Cutline.Segmentation.Datasets.Synthetic;
using Cutline.Segmentation.Labels;
using Cutline.Segmentation.Preprocessing;
using Cutline.Segmentation.Splits;
using Cutline.Training.Augmentation;
using Cutline.Training.Losses;
using Cutline.Training.Models;
using Cutline.Training.Optimizers;
using Cutline.Training.Runs;

namespace Cutline.Training.Tests.Runs;

public sealed class TrainOptionsTests
{
    private static readonly TrainOptions Valid = new() { Data = ["somewhere"] };

    [Fact]
    public void The_defaults_are_the_original_recipe_with_another_loss()
    {
        var o = new TrainOptions();
        Assert.Equal((128, 128, 16, 4, 40, 16, 1e-3, (string?)null, Schedule.Constant),
            (o.Preprocess.Width, o.Preprocess.Height, o.Model.Base, o.Model.Depth, o.Epochs, o.Batch, o.LearningRate, o.Loss, o.Schedule));
        Assert.Equal(new SplitOptions(SplitBy.Car, 0.15, 0.15, 0), o.Split);
    }

    [Fact]
    public void Written_and_read_they_are_the_same()
    {
        using var folder = new TemporaryFolder();
        var options = Valid with
        {
            Preprocess = new PreprocessOptions(96, 64, Fit.Letterbox, Normalization.ImageNet),
            Model = new ModelOptions { Base = 7, Depth = 3, MaxChannels = 50, Up = UpSampling.Bilinear },
            Split = new SplitOptions(SplitBy.Image, 0.2, 0.1, 9) { ExcludeGroups = ["a", "b"] },
            Augment = AugmentationOptions.Strong, Schedule = Schedule.OneCycle, Precision = Precision.Bf16, Average = 0.998, Repeat = [2],
                Backgrounds = ["there"], From = "model",
            LossOptions = new() { LabelSmoothing = 0.1, ClassWeights = [1, 2.5], Gamma = 3 },
                Optimizer = new() { Kind = OptimizerKind.AdamW },
            ScheduleOptions = new() { WarmUp = 0.5, Milestones = [3, 5] }, Accumulate = 4, Clip = 2,
            LearningRate = 1.0 / 3, Loss = "bce+dice", Seed = long.MaxValue,
        };
        var file = folder.At("options.json");

        RunFolder.WriteJson(file, options);

        Assert.Equal(JsonSerializer.Serialize(options, OptionsJson.Compact),
            JsonSerializer.Serialize(RunFolder.ReadOptions(file), OptionsJson.Compact));
        Assert.Contains("\"learning_rate\": 0.3333333333333333", File.ReadAllText(file), StringComparison.Ordinal);
        Assert.Contains("\"kind\": \"adamw\"", File.ReadAllText(file), StringComparison.Ordinal);
        Assert.Contains("\"schedule\": \"one_cycle\"", File.ReadAllText(file), StringComparison.Ordinal);
    }

    [Fact]
    public void Options_of_before_there_were_other_models_are_those_of_a_unet()
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder.At("options.json"),
            """{"data": ["x"], "model": {"base": 24, "depth": 5, "max_channels": 384, "in_channels": 3, "classes": 1, "up":"bilinear"}}""");

        var model = new RunFolder(folder.Path).ReadOptions().Model;

        Assert.Equal(new ModelOptions { Name = "unet", Base = 24, Depth = 5, MaxChannels = 384, InChannels = 3, Classes = 1,
            Up = UpSampling.Bilinear, Encoder = null }, model);
    }

    [Theory]
    [InlineData("""{"data": ["x"], "epoch": 3}""", "epoch")]
    [InlineData("""{"data": ["x"], "model": {"bass": 3}}""", "bass")]
    [InlineData("""{"data": ["x"], "epochs": "three"}""", "epochs")]
    [InlineData("""{"data": ["x"], "schedule": "wild"}""", "schedule")]
    [InlineData("""{"data": [""", "options.json")]
    [InlineData("null", "options.json")]
    public void Keys_and_values_that_are_unknown_are_an_error_that_names_them(string json, string named)
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder.At("options.json"), json);

        var error = Assert.Throws<ArgumentException>(() => new RunFolder(folder.Path).ReadOptions());

        Assert.Contains(folder.At("options.json"), error.Message, StringComparison.Ordinal);
        Assert.Contains(named, error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', error.Message);
    }

    [Fact]
    public void What_is_left_out_has_its_default()
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder.At("options.json"), """{"data": ["x"], "epochs": 3, "model": {"base": 8}}""");

        var options = new RunFolder(folder.Path).ReadOptions();

        Assert.Equal((3, 8, 4, 16), (options.Epochs, options.Model.Base, options.Model.Depth, options.Batch));
    }

    [Fact]
    public void Each_value_out_of_range_says_which_to_use()
    {
        (TrainOptions Options, string Message)[] wrong =
        [
            (Valid with { Data = [] }, "Data names no folder: name at least one"),
            (Valid with { Epochs = 0 }, "Epochs is 0: use 1 to 100000"),
            (Valid with { Limit = 0 }, "Limit is 0: use 1 photo or more, or leave it out for all"),
            (Valid with { Batch = 0 }, "Batch is 0: use 1 to 4096"),
            (Valid with { LearningRate = 0 }, "LearningRate is 0: use above 0 to 10"),
            (Valid with { LearningRate = double.NaN }, "LearningRate is NaN: use above 0 to 10"),
            (Valid with { LearningRate = double.PositiveInfinity }, "LearningRate is Infinity: use above 0 to 10"),
            (Valid with { WeightDecay = 1 }, "WeightDecay is 1: use 0 to below 1"),
            (Valid with { Average = -0.5 }, "Average is -0.5: use 0 to below 1"),
            (Valid with { Patience = -1 }, "Patience is -1: use 0 or more epochs"),
            (Valid with { Target = 1.5 }, "Target is 1.5: use 0 to 1"),
            (Valid with { Loss = "hinge" },
                "Loss is 'hinge': use bce, ce, dice, bce+dice, ce+dice, focal, tversky, lovasz, boundary, dice+boundary"),
            (Valid with { Accumulate = 0 }, "Accumulate is 0: use 1 to 1000 batches"),
            (Valid with { Clip = double.NaN }, "Clip is NaN: use a length above 0, or 0 for none"),
            (Valid with { Optimizer = new() { Momentum = 0.9 } },
                "Optimizer.Momentum is for SGD: set Optimizer.Kind to sgd, or leave it out"),
            (Valid with { Optimizer = new() { Kind = OptimizerKind.Adam, Nesterov = true } },
                "Optimizer.Nesterov is for SGD: set Optimizer.Kind to sgd, or leave it out"),
            (Valid with { Optimizer = new() { Kind = OptimizerKind.Sgd, Momentum = 0, Nesterov = true } },
                "Optimizer.Nesterov looks ahead by the momentum, and Optimizer.Momentum is 0: use 0.9, or leave Nesterov out"),
            (Valid with { Optimizer = new() { Kind = OptimizerKind.Sgd, Momentum = 1 } }, "Optimizer.Momentum is 1: use 0 to below 1"),
            (Valid with { Schedule = Schedule.Step },
                "a step schedule has no milestones: set ScheduleOptions.Milestones to the epochs after which the rate falls, such as "
                + "20 and 30"),
            (Valid with { Schedule = Schedule.Step, ScheduleOptions = new() { Milestones = [30, 20] } },
                "ScheduleOptions.Milestones is 30, 20: use ascending epochs from 1 to below 40"),
            (Valid with { ScheduleOptions = new() { Milestones = [20] } },
                "ScheduleOptions.Milestones is for the schedule step, and this one is constant: change the schedule, or leave it out"),
            (Valid with { Schedule = Schedule.Poly, ScheduleOptions = new() { Factor = 0.5 } },
                "ScheduleOptions.Factor is for the schedule step or plateau, and this one is poly: change the schedule, or leave it out"),
            (Valid with { ScheduleOptions = new() { WarmUp = 40 } }, "ScheduleOptions.WarmUp is 40: use 0 to below the 40 epochs"),
            (Valid with { Schedule = Schedule.Plateau, Split = new SplitOptions(Validation: 0) },
                "a plateau schedule needs validation photos, and there are none: set Split.Validation above 0, or choose another "
                + "schedule"),
            (Valid with { Repeat = [1, 2] }, "Repeat is 1,2: use one number of 1 to 1000 for each entry of Data"),
            (Valid with { Model = new ModelOptions { Name = "segnet" } },
                "Model.Name is 'segnet': use unet, unet++, attention-unet, deeplabv3+, ddrnet-23-slim, smp-unet"),
            (Valid with { EncoderWeights = "resnet18.pth" },
                "EncoderWeights are given and Model.Encoder is none: name the encoder, or leave the weights out"),
            (Valid with { Model = new ModelOptions { Encoder = "resnet18" }, EncoderWeights = "resnet18.pth", From = "run" },
                "From and EncoderWeights both say which weights to start from: give one of them"),
            (Valid with { EncoderLearningRate = 1e-4 },
                "EncoderLearningRate is given and Model.Encoder is none: name the encoder, or leave the rate out"),
            (Valid with { Freeze = Freeze.Encoder }, "Freeze is Encoder and Model.Encoder is none: name the encoder, or freeze nothing"),
            (Valid with { Model = new ModelOptions { Encoder = "resnet18" }, EncoderLearningRate = 11 },
                "EncoderLearningRate is 11: use above 0 to 10"),
            (Valid with { Model = new ModelOptions { Base = 1000 } }, "Model.Base is 1000: use a number from 1 to 256"),
        ];
        Assert.All(wrong, w =>
            Assert.StartsWith(w.Message, Assert.Throws<ArgumentException>(() => w.Options.Validated()).Message, StringComparison.Ordinal));
        Assert.Throws<ArgumentException>(() => (Valid with { Preprocess = PreprocessOptions.Square(0) }).Validated());
        Assert.Throws<ArgumentException>(() => (Valid with { Split = new SplitOptions(Test: 1) }).Validated());
        Assert.Same(Valid, Valid.Validated());
    }

    /// <summary>How many classes there are is known with the data, and only then is it said what does not fit them.</summary>
    [Fact]
    public void The_data_says_how_many_classes_the_model_and_its_loss_have()
    {
        using var cars = new SyntheticDataset(4);
        (TrainOptions Options, string Message)[] wrong =
        [
            (Valid with { Loss = "ce" },
                "loss ce is for two classes or more, and this model is binary: use bce, dice, bce+dice, focal, tversky, lovasz, "
                + "boundary, dice+boundary"),
            (Valid with { Loss = "focal", LossOptions = new() { Balanced = true } },
                "ClassWeights are for two classes or more, and this model is binary: leave them out"),
        ];
        Assert.All(wrong, w => Assert.Equal(w.Message, Assert.Throws<ArgumentException>(() => w.Options.Validated().For(cars)).Message));
        Assert.Equal(1, Valid.For(cars).Model.Classes);
        Assert.Equal("bce", (Valid with { Loss = "bce" }).For(cars).Loss);
    }

    [Theory]
    [InlineData("bce", 1)]
    [InlineData("bce+dice", 1)]
    [InlineData(null, 1)]
    [InlineData("ce", 2)]
    [InlineData("dice", 2)]
    public void Two_classes_are_a_foreground_for_a_binary_loss(string? loss, int classes)
    {
        using var two = new Numbered(2);

        Assert.Equal(classes, (Valid with { Loss = loss }).Validated().For(two).Model.Classes);
    }

    [Fact]
    public void Without_a_name_the_loss_is_cross_entropy_and_Dice_for_the_classes()
    {
        using var cars = new SyntheticDataset(4);
        using var two = new Numbered(2);
        using var five = new Numbered(5);
        string? Loss(LossOptions options, SegmentationDataset data) => (Valid with { LossOptions = options }).Validated().For(data).Loss;

        Assert.Equal("bce+dice", Loss(new(), cars));
        Assert.Equal("bce+dice", Loss(new(), two));
        Assert.Equal("ce+dice", Loss(new(), five));
        Assert.Equal("ce+dice", Loss(new() { Balanced = true }, two)); // weights are of classes, so that both have an output
        Assert.Equal("ce+dice", Loss(new() { LabelSmoothing = 0.1 }, two));
        Assert.Equal("ce+dice", Loss(new() { ClassWeights = [1, 2, 3, 4, 5] }, five));
        Assert.Equal(
            "loss bce+dice has no Gamma: leave it out, or use the loss focal",
            Assert.Throws<ArgumentException>(() => (Valid with { LossOptions = new() { Gamma = 1 } }).Validated()).Message);
    }

    private sealed class Numbered(int classes) : SegmentationDataset
    {
        public override string Root => "numbered";

        public override IReadOnlyList<SampleId> Samples => [];

        public override ClassSet Classes => ClassSet.Numbered(classes);

        public override Sample Read(int index) => throw new NotSupportedException();
    }
}
