using System.CommandLine;
using Cutline.Segmentation.Datasets;
using Cutline.Segmentation.Datasets.Cityscapes;
using Cutline.Segmentation.Datasets.Formats;
using Cutline.Segmentation.Splits;

namespace Cutline.Cli.Options;

/// <summary>The options that say what a data folder's masks tell apart.</summary>
internal static class DataOptionSet
{
    internal const string CrowdsHelp = "take COCO's crowds (iscrowd 1), as CVAT marks what its brush draws, as objects [void]";

    internal const string BinaryHelp = "masks in a folder without classes.json: all values above 0 are one foreground";

    internal const string MaskOrientationHelp =
        "photos turned by EXIF: whether masks were drawn on them as shown or as stored [as shown, unless sizes tell otherwise]";

    internal static readonly string[] MaskOrientations = ["auto", "shown", "stored"];

    internal static OptionSet<DatasetOptions> AddTo(Command command)
    {
        var set = new OptionSet<DatasetOptions>(command);
        set.Add<string>(
            "--classes", "Classes", "the file that names the classes [classes.json in the folder]", (o, v) => o with { Classes = v });
        set.Add<string>(
            "--task", "Task", "labels of Cityscapes: its 35 ids, 8 categories or 19 classes [classes]",
            (o, v) => o with { Task = v }, [.. CityscapesTask.Names]);
        set.Add<bool>("--crowds", "Crowds", CrowdsHelp, (o, v) => o with { Crowds = v });
        set.Add<bool>("--binary", "Binary", BinaryHelp, (o, v) => o with { Binary = v });
        set.Add<string>(
            "--mask-orientation", "MaskOrientation", MaskOrientationHelp, (o, v) => o with { MaskOrientation = Orientation(v) },
            MaskOrientations);
        return set;
    }

    internal static MaskOrientation Orientation(string typed) => Enum.Parse<MaskOrientation>(typed, ignoreCase: true);

    /// <summary>How the data is divided, where a command has nothing else to say about it.</summary>
    internal static OptionSet<SplitOptions> AddSplitTo(Command command)
    {
        var set = new OptionSet<SplitOptions>(command);
        set.Add<string>(
            "--split", ["Split.By", "Split"], "how photos are divided: all photos of a car together, or each on its own [car]",
            (o, v) => o with { By = v == "car" ? SplitBy.Car : SplitBy.Image }, "car", "image");
        set.Add<string>(
            "--pattern", "Pattern", "a regular expression whose first group says which photos belong together",
            (o, v) => o with { By = SplitBy.Pattern, Pattern = v });
        set.Add<string>(
            "--lists", "Lists", "a folder of train.txt, val.txt and test.txt", (o, v) => o with { By = SplitBy.Lists, Lists = v });
        set.Add<double>("--test", "Test", "fraction of the data for testing [0.15]", (o, v) => o with { Test = v });
        set.Add<double>("--val", "Validation", "fraction of the rest for validation [0.15]", (o, v) => o with { Validation = v });
        set.Add<long>("--seed", "Seed", "random seed of the split [0]", (o, v) => o with { Seed = v });
        return set;
    }
}
