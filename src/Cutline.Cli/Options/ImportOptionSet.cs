using System.CommandLine;
using Cutline.Segmentation.Labels;
using Cutline.Segmentation.Preprocessing;
using Cutline.Training.Models;

namespace Cutline.Cli.Options;

/// <summary>What has to be said of a checkpoint of another project.</summary>
internal static class ImportOptionSet
{
    private const string Of = "of another project's checkpoint: ";

    internal static OptionSet<ImportOptions> AddTo(Command command)
    {
        var set = new OptionSet<ImportOptions>(command);
        set.Add<string>(
            "--size", ["ImportOptions.Size", "Preprocess.Size"],
            Of + "input size, N or WIDTHxHEIGHT", (o, v) => o with { Size = PictureSize.Parse(v) });
        set.Add<string>(
            "--fit", ["ImportOptions.Fit", "Preprocess.Fit"], Of + "how a photo is fitted into the input [stretch]",
            (o, v) => o with { Fit = Enum.Parse<Fit>(v, ignoreCase: true) }, "stretch", "letterbox");
        set.Add<string>(
            "--normalization", ["ImportOptions.Normalization", "Preprocess.Normalization"],
            Of + "colours divided by 255 (unit), or then by ImageNet's mean and deviation [unit for milesial/Pytorch-UNet]",
            (o, v) => o with { Normalization = Enum.Parse<Normalization>(v, ignoreCase: true) }, "unit", "imagenet");
        set.Add<string>(
            "--classes", "ImportOptions.Classes", Of + "a file that names the classes of its output, as classes.json",
            (o, v) => o with { Classes = ClassFile.Read(v).Classes });
        return set;
    }
}
