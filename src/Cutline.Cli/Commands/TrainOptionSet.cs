using System.CommandLine;
using Cutline.Segmentation.Datasets;
using Cutline.Segmentation.Losses;
using Cutline.Segmentation.Models;
using Cutline.Segmentation.Models.Encoders;
using Cutline.Segmentation.Training;
using Cutline.Segmentation.Transforms;

namespace Cutline.Cli.Commands;

/// <summary>The options of <c>cutline train</c> that make up its <see cref="TrainOptions"/>.</summary>
internal static class TrainOptionSet
{
    internal static OptionSet<TrainOptions> AddTo(Command command)
    {
        var set = new OptionSet<TrainOptions>(command);
        set.Add<string[]>("--data", "folders of photos and masks (Carvana's layout, or images/ and masks/), or 'synthetic'", (o, v) => o with { Data = v });
        set.Add<string>("--size", "input size, N or WIDTHxHEIGHT [128]", (o, v) =>
        {
            var (width, height) = Size.Parse(v);
            return o with { Preprocess = o.Preprocess with { Width = width, Height = height } };
        });
        set.Add<string>("--model-name", "which model is trained; cutline models lists them [unet]", (o, v) => o with { Model = o.Model with { Name = v } }, [.. ModelRegistry.Names]);
        set.Add<string>("--encoder", "the classification network under the model; unet has one of its own [none]",
            (o, v) => o with { Model = o.Model with { Encoder = v == "none" ? null : v } }, ["none", .. EncoderRegistry.Names]);
        set.Add<string>("--encoder-weights", "a file that torchvision's model of the encoder's name was saved to, .pth or .safetensors; its pictures had --normalization imagenet",
            (o, v) => o with { EncoderWeights = v });
        set.Add<int>("--base", "width: a U-Net's channels at full resolution; 16 is the papers' width of the others [16]", (o, v) => o with { Model = o.Model with { Base = v } });
        set.Add<int>("--epochs", "passes over the training photos [40]", (o, v) => o with { Epochs = v });
        set.Add<int>("--batch", "photos in a step [16]", (o, v) => o with { Batch = v });
        set.Add<double>("--lr", "learning rate, at its highest [0.001]", (o, v) => o with { LearningRate = v });
        set.Add<string>("--loss", "what is minimised [bce]", (o, v) => o with { Loss = v }, [.. SegmentationLoss.Names]);
        set.Add<string>("--split", "what stays together between training and test: all photos of a car, or nothing [car]",
            (o, v) => o with { Split = o.Split with { By = v == "car" ? SplitBy.Car : SplitBy.Image } }, "car", "image");
        set.Add<double>("--test", "fraction kept for the test [0.15]", (o, v) => o with { Split = o.Split with { Test = v } });
        set.Add<double>("--val", "fraction of the rest kept for validation [0.15]", (o, v) => o with { Split = o.Split with { Validation = v } });
        set.Add<string[]>("--exclude", "cars of the first data set that take no part at all", (o, v) => o with { Split = o.Split with { ExcludeGroups = v } });
        set.Add<long>("--seed", "the same seed and options make the same run [0]", (o, v) => o with { Seed = v, Split = o.Split with { Seed = v } });
        set.Add<string>("--precision", "arithmetic of convolutions [fp32]", (o, v) => o with { Precision = v == "bf16" ? Precision.Bf16 : Precision.Fp32 }, "fp32", "bf16");
        set.Add<int>("--depth", "a U-Net's levels below full resolution [4]", (o, v) => o with { Model = o.Model with { Depth = v } });
        set.Add<int>("--max-channels", "no level of a U-Net has more channels than this [1024]", (o, v) => o with { Model = o.Model with { MaxChannels = v } });
        set.Add<string>("--up", "how the expanding path doubles the size [transposed]",
            (o, v) => o with { Model = o.Model with { Up = v == "bilinear" ? UpSampling.Bilinear : UpSampling.Transposed } }, "transposed", "bilinear");
        set.Add<string>("--fit", "how a photo meets the input size [stretch]",
            (o, v) => o with { Preprocess = o.Preprocess with { Fit = v == "letterbox" ? Fit.Letterbox : Fit.Stretch } }, "stretch", "letterbox");
        set.Add<string>("--normalization", "range of the colours: 0 to 1, or ImageNet's mean and deviation [unit]",
            (o, v) => o with { Preprocess = o.Preprocess with { Normalization = v == "imagenet" ? Normalization.ImageNet : Normalization.Unit } }, "unit", "imagenet");
        set.Add<string>("--augment", "how training photos are varied [none]", (o, v) => o with { Augment = Augmentation.Parse(v) }, [.. Augmentation.Presets]);
        set.Add<string[]>("--backgrounds", "folders of photos to place cut-out cars on, with --augment strong", (o, v) => o with { Backgrounds = v });
        set.Add<int[]>("--repeat", "how often an epoch shows the photos of each --data folder [1]", (o, v) => o with { Repeat = v });
        set.Add<string>("--schedule", "course of the learning rate [constant]",
            (o, v) => o with { Schedule = v switch { "cosine" => Schedule.Cosine, "one-cycle" => Schedule.OneCycle, _ => Schedule.Constant } }, "constant", "cosine", "one-cycle");
        set.Add<double>("--weight-decay", "above 0, AdamW with this decay [0]", (o, v) => o with { WeightDecay = v });
        set.Add<double>("--average", "keep and judge a running average of the weights with this decay, such as 0.998 [0]", (o, v) => o with { Average = v });
        set.Add<int>("--patience", "stop after this many epochs without a better validation Dice; 0: never [0]", (o, v) => o with { Patience = v });
        set.Add<double>("--target", "stop when validation Dice reaches this; 0: never [0]", (o, v) => o with { Target = v });
        set.Add<string>("--from", "start from the weights of this run or model file", (o, v) => o with { From = v });
        set.Add<double>("--cache-budget", "GiB of decoded photos kept in memory; beyond it they are in a cache file [2]",
            (o, v) => o with { CacheBudget = (long)(v * (1L << 30)) });
        return set;
    }
}
