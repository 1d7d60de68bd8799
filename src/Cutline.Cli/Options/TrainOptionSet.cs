using System.CommandLine;
using System.CommandLine.Completions;
using System.Globalization;
using Cutline.Segmentation.Preprocessing;
using Cutline.Segmentation.Splits;
using Cutline.Training.Augmentation;
using Cutline.Training.Encoders;
using Cutline.Training.Losses;
using Cutline.Training.Models;
using Cutline.Training.Optimizers;
using Cutline.Training.Runs;

namespace Cutline.Cli.Options;

/// <summary>The options of <c>cutline train</c> that make up its <see cref="TrainOptions"/>.</summary>
internal static class TrainOptionSet
{
    private const int MostGibibytes = 1 << 20;

    /// <summary>Offered on an unfinished line; without one these would be all that the option takes, which takes files, too.</summary>
    private static IEnumerable<CompletionItem> EncoderWeightsNames(CompletionContext context) => context == CompletionContext.Empty
        ? []
        : EncoderWeights.All.Select(w => w.Name).Distinct().Select(name => new CompletionItem(name));

    internal static OptionSet<TrainOptions> AddTo(Command command)
    {
        var set = new OptionSet<TrainOptions>(command);
        set.Add<string[]>(
            "--data", "Data", "folders of photos and masks (docs/data.md has the layouts), or 'synthetic'", (o, v) => o with { Data = v });
        DataOptionSet.AddTo(set, (o, change) => o with { Dataset = change(o.Dataset) });
        set.Add<int>(
            "--limit", "Limit",
            "use at most this many training photos, drawn by --seed, and of validation and test the same share: for a first try [all]",
            (o, v) => o with { Limit = v });
        set.Add<string>("--size", ["Preprocess.Size", "ImportOptions.Size"], "input size, N or WIDTHxHEIGHT [128]", (o, v) =>
        {
            var (width, height) = PictureSize.Parse(v);
            return o with { Preprocess = o.Preprocess with { Width = width, Height = height } };
        });
        set.Add<string>(
            "--model-name", "Model.Name", "architecture of the model; cutline models lists them [unet]",
            (o, v) => o with { Model = o.Model with { Name = v } }, [.. ModelRegistry.Names]);
        set.Add<string>("--encoder", "Model.Encoder", "encoder (backbone) of the model; a unet without one has its own [none]",
            (o, v) => o with { Model = o.Model with { Encoder = v == "none" ? null : v } }, ["none", .. EncoderRegistry.Names]);
        set.Add<string>(
            "--encoder-weights", "EncoderWeights",
            "pretrained weights of the encoder: imagenet or coco-voc, which come with --normalization imagenet (cutline weights lists "
                + "them), or torchvision's model of the same name as .pth or .safetensors",
            (o, v) => o with { EncoderWeights = v });
        command.Options.Single(o => o.Name == "--encoder-weights").CompletionSources.Add(EncoderWeightsNames);
        set.Add<int>(
            "--base", "Model.Base", "width: a U-Net's channels at full resolution; for other models 16 is the width of their papers [16]",
            (o, v) => o with { Model = o.Model with { Base = v } });
        set.Add<int>("--epochs", "Epochs", "number of epochs, passes over the training photos [40]", (o, v) => o with { Epochs = v });
        set.Add<string>(
            "--batch", "Batch", "batch size, photos in a training step; auto tries sizes and takes the fastest that fits into memory [16]",
            (o, v) => o with { Batch = Batch(v) });
        set.Add<double>(
            "--lr", "LearningRate", "learning rate; with a schedule, its highest value [0.001]", (o, v) => o with { LearningRate = v });
        set.Add<double>(
            "--encoder-lr", "EncoderLearningRate", "learning rate of the encoder [--lr]", (o, v) => o with { EncoderLearningRate = v });
        set.Add<string>(
            "--freeze", "Freeze", "the part of the model whose weights are not trained [none]",
            (o, v) => o with { Freeze = v == "encoder" ? Freeze.Encoder : Freeze.AllButHead }, "encoder", "all-but-head");
        set.Add<string>(
            "--loss", "Loss",
            "loss function; bce and bce+dice are for a binary model, ce and ce+dice for several classes, the others for both "
                + "[bce+dice, or ce+dice for several classes]",
            (o, v) => o with { Loss = v }, [.. LossRegistry.Names]);
        set.Add<string[]>(
            "--class-weights", "ClassWeights",
            "class weights for ce, ce+dice and focal: a number for each class, or 'balanced' for weights from the class frequencies of the "
                + "training masks [1 each]",
            (o, v) => o with { LossOptions = ClassWeights(o.LossOptions, v) });
        set.Add<double>(
            "--label-smoothing", "LabelSmoothing", "label smoothing, with ce and ce+dice: the share of the target that is spread "
                + "over all classes [0]",
            (o, v) => o with { LossOptions = o.LossOptions with { LabelSmoothing = v } });
        set.Add<double>(
            "--gamma", "Gamma", "focusing parameter gamma of the focal loss: with a higher one, pixels that are already right count "
                + "less [2]",
            (o, v) => o with { LossOptions = o.LossOptions with { Gamma = v } });
        set.Add<double>("--alpha", "Alpha", "weight of false positives, with tversky [0.3]; weight of the object, with binary focal [0.25]",
            (o, v) => o with { LossOptions = o.LossOptions with { Alpha = v } });
        set.Add<double>(
            "--beta", "Beta", "weight of false negatives, with tversky [0.7]",
            (o, v) => o with { LossOptions = o.LossOptions with { Beta = v } });
        set.Add<double>(
            "--boundary-weight", "BoundaryWeight", "weight of the boundary loss, with dice+boundary [0.01]",
            (o, v) => o with { LossOptions = o.LossOptions with { BoundaryWeight = v } });
        set.Add<string>(
            "--split", ["Split.By", "Split"], "how photos are divided into training, validation and test: all photos of a car "
                + "together, or each on its own [car]",
            (o, v) => o with { Split = o.Split with { By = v == "car" ? SplitBy.Car : SplitBy.Image } }, "car", "image");
        set.Add<string>("--pattern", "Pattern", "split by groups: a regular expression whose first group says which photos belong together",
            (o, v) => o with { Split = o.Split with { By = SplitBy.Pattern, Pattern = v } });
        set.Add<string>(
            "--lists", "Lists", "split by lists: a folder of train.txt, val.txt and test.txt",
            (o, v) => o with { Split = o.Split with { By = SplitBy.Lists, Lists = v } });
        set.Add<double>(
            "--test", "Test", "fraction of the data for testing [0.15]", (o, v) => o with { Split = o.Split with { Test = v } });
        set.Add<double>(
            "--val", ["Split.Validation", "Validation"], "fraction of the rest for validation [0.15]",
            (o, v) => o with { Split = o.Split with { Validation = v } });
        set.Add<int>(
            "--folds", "Folds", "cross-validation over this many folds: a run for each in fold1, fold2, … of --out, and their ensemble",
            (o, v) => o with { Split = o.Split with { Folds = v } });
        set.Add<int>(
            "--fold", "Fold", "with --folds, train this fold alone, from 1: to share the work among machines [all]",
            (o, v) => o with { Split = o.Split with { Fold = v } });
        set.Add<string[]>(
            "--exclude", "ExcludeGroups", "cars of the first data set that are left out",
            (o, v) => o with { Split = o.Split with { ExcludeGroups = v } });
        set.Add<long>(
            "--seed", "Seed", "random seed; the same seed and options make the same run [0]",
            (o, v) => o with { Seed = v, Split = o.Split with { Seed = v } });
        set.Add<string>(
            "--precision", "Precision", "precision of convolutions, mixed with fp32 elsewhere; fp16 is for CUDA, with loss scaling [fp32]",
            (o, v) => o with { Precision = Enum.Parse<Precision>(v, ignoreCase: true) }, "fp32", "bf16", "fp16");
        set.Add<int>(
            "--depth", "Model.Depth", "depth of a U-Net: the number of its downsampling steps [4]",
            (o, v) => o with { Model = o.Model with { Depth = v } });
        set.Add<int>(
            "--max-channels", "Model.MaxChannels", "largest number of channels of a U-Net's level [1024]",
            (o, v) => o with { Model = o.Model with { MaxChannels = v } });
        set.Add<string>(
            "--up", "Model.Up", "upsampling in a U-Net's decoder: transposed convolution or bilinear interpolation [transposed]",
            (o, v) => o with { Model = o.Model with { Up = Enum.Parse<UpSampling>(v, ignoreCase: true) } }, "transposed", "bilinear");
        set.Add<string>("--fit", "Preprocess.Fit", "how a photo is fitted into the input [stretch]",
            (o, v) => o with { Preprocess = o.Preprocess with { Fit = Enum.Parse<Fit>(v, ignoreCase: true) } }, "stretch", "letterbox");
        set.Add<string>(
            "--normalization", ["Preprocess.Normalization", "ImportOptions.Normalization"], "normalization of colours: to 0 to 1, "
                + "or by ImageNet's mean and standard deviation [unit]",
            (o, v) => o with { Preprocess = o.Preprocess with { Normalization = Enum.Parse<Normalization>(v, ignoreCase: true) } }, "unit",
            "imagenet");
        set.Add<string>(
            "--augment", "Augment", "data augmentation of the training photos [none]",
            (o, v) => o with { Augment = AugmentationOptions.Parse(v) },
            [.. AugmentationOptions.Presets]);
        set.Add<string[]>(
            "--backgrounds", "Backgrounds", "folders of photos to place cut-out cars on, with --augment strong",
            (o, v) => o with { Backgrounds = v });
        set.Add<int[]>(
            "--repeat", "Repeat", "number of times that an epoch shows the photos of each --data folder [1]",
            (o, v) => o with { Repeat = v });
        set.Add<bool>(
            "--class-balanced-sampling", "ClassBalancedSampling",
            "show photos of rare classes more often in an epoch (repeat-factor sampling, LVIS); for several classes",
            (o, v) => o with { ClassBalancedSampling = v });
        set.Add<double>(
            "--repeat-threshold", "RepeatThreshold",
            "share of the training photos below which a class is rare, with --class-balanced-sampling [0.5]",
            (o, v) => o with { RepeatThreshold = v });
        set.Add<string>("--schedule", "Schedule", "learning rate schedule [constant]",
            (o, v) => o with { Schedule = Enum.Parse<Schedule>(v.Replace("-", ""), ignoreCase: true) },
            "constant", "step", "poly", "cosine", "one-cycle", "plateau");
        set.Add<double>(
            "--warm-up", "ScheduleOptions.WarmUp", "epochs of linear warm-up of the learning rate; 0.5 is half an epoch [0]",
            (o, v) => o with { ScheduleOptions = o.ScheduleOptions with { WarmUp = v } });
        set.Add<int[]>(
            "--milestones", "ScheduleOptions.Milestones", "epochs after which the learning rate falls, with --schedule step",
            (o, v) => o with { ScheduleOptions = o.ScheduleOptions with { Milestones = v } });
        set.Add<double>(
            "--lr-factor", "ScheduleOptions.Factor",
            "factor of each fall of the learning rate, with --schedule step or plateau [0.1]",
            (o, v) => o with { ScheduleOptions = o.ScheduleOptions with { Factor = v } });
        set.Add<double>(
            "--power", "ScheduleOptions.Power", "exponent of the polynomial, with --schedule poly [0.9]",
            (o, v) => o with { ScheduleOptions = o.ScheduleOptions with { Power = v } });
        set.Add<int>(
            "--lr-patience", "ScheduleOptions.Patience",
            "epochs without a better validation Dice that --schedule plateau waits through [5]",
            (o, v) => o with { ScheduleOptions = o.ScheduleOptions with { Patience = v } });
        set.Add<string>("--optimizer", "Optimizer.Kind", "optimizer [adam, or adamw with --weight-decay]",
            (o, v) => o with { Optimizer = o.Optimizer with { Kind = Enum.Parse<OptimizerKind>(v, ignoreCase: true) } },
            "sgd", "adam", "adamw");
        set.Add<double>(
            "--momentum", "Optimizer.Momentum", "momentum, with --optimizer sgd [0.9]",
            (o, v) => o with { Optimizer = o.Optimizer with { Momentum = v } });
        set.Add<bool>(
            "--nesterov", "Optimizer.Nesterov", "Nesterov momentum, with --optimizer sgd",
            (o, v) => o with { Optimizer = o.Optimizer with { Nesterov = v } });
        set.Add<double>(
            "--weight-decay", "WeightDecay", "weight decay, decoupled with adamw [0]", (o, v) => o with { WeightDecay = v });
        set.Add<double>(
            "--clip", "Clip", "gradient clipping: the largest norm of the whole gradient; 0: none [0]", (o, v) => o with { Clip = v });
        set.Add<int>(
            "--accumulate", "Accumulate", "gradient accumulation: batches for each update of the weights [1]",
            (o, v) => o with { Accumulate = v });
        set.Add<double>(
            "--average", "Average", "validate and save an exponential moving average of the weights with this decay, such as 0.998; "
                + "0: none [0]",
            (o, v) => o with { Average = v });
        set.Add<int>(
            "--patience", "Patience", "early stopping: epochs without a better validation Dice; 0: never [0]",
            (o, v) => o with { Patience = v });
        set.Add<double>("--target", "Target", "stop when validation Dice reaches this; 0: never [0]", (o, v) => o with { Target = v });
        set.Add<string>(
            "--from", "From", "start from this run or weights file: its weights, shape, input size and preprocessing; a file "
                + "of milesial/Pytorch-UNet, segmentation_models.pytorch's Unet or FPN, or transformers' SegFormer-B0 needs --size, that "
                + "of segmentation_models.pytorch --normalization, too",
            (o, v) => o with { From = v });
        set.Add<string>(
            "--add-output", "Output", "add an output of this name to the model of --from, such as windows, and train that alone, on masks "
                + "of two classes; the model itself stays as it is",
            (o, v) => o with { Output = v });
        set.Add<double>("--cache-budget", "CacheBudget", "memory for decoded photos in GiB; what exceeds it is in a cache file [2]",
            (o, v) => o with { CacheBudget = CacheBudget(v) });
        return set;
    }

    /// <summary>What <c>--batch auto</c> is until a size is found: no size of a batch.</summary>
    internal const int Auto = -1;

    private static int Batch(string text) => text == "auto" ? Auto
        : int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var batch) ? batch
        : throw new ArgumentException($"--batch is '{text}': use a number of photos, or auto");

    private static long CacheBudget(double gibibytes) => gibibytes is >= 0 and <= MostGibibytes
        ? (long)(gibibytes * (1L << 30))
        : throw new ArgumentException(FormattableString.Invariant($"--cache-budget is {gibibytes}: use 0 to {MostGibibytes} GiB"));

    private static LossOptions ClassWeights(LossOptions options, string[] given) => given is ["balanced"]
        ? options with { Balanced = true, ClassWeights = [] }
        : options with
        {
            Balanced = false,
            ClassWeights = Array.ConvertAll(given, ClassWeight),
        };

    private static double ClassWeight(string text) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var weight)
        ? weight
        : throw new ArgumentException($"'{text}' is no class weight: use a number for each class, spaces between them, or 'balanced'");
}
