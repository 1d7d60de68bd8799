using System.CommandLine;
using Cutline.Segmentation.Datasets;
using Cutline.Segmentation.Datasets.Cityscapes;
using Cutline.Segmentation.Datasets.Formats;
using Cutline.Segmentation.Splits;

namespace Cutline.Cli.Options;

/// <summary>The options that say what a data folder's masks tell apart.</summary>
internal static class DataOptionSet
{
    internal static OptionSet<DatasetOptions> AddTo(Command command)
    {
        var set = new OptionSet<DatasetOptions>(command);
        AddTo(set, (options, change) => change(options));
        return set;
    }

    /// <summary>Adds the options to those of a record that holds them.</summary>
    /// <param name="set">The options of the record.</param>
    /// <param name="with">The record with its dataset options changed.</param>
    internal static void AddTo<T>(OptionSet<T> set, Func<T, Func<DatasetOptions, DatasetOptions>, T> with)
    {
        set.Add<string>(
            "--classes", "Classes", "the file that names the classes of the masks [classes.json in the data folder]",
            (o, v) => with(o, d => d with { Classes = v }));
        set.Add<string>(
            "--task", "Task", "labels of Cityscapes: its 35 ids, 8 categories or 19 classes [classes]",
            (o, v) => with(o, d => d with { Task = v }), [.. CityscapesTask.Names]);
        set.Add<bool>(
            "--crowds", "Crowds", "take COCO's crowds (iscrowd 1), as CVAT marks what its brush draws, as objects [void]",
            (o, v) => with(o, d => d with { Crowds = v }));
        set.Add<bool>(
            "--binary", "Binary", "masks in a folder without classes.json: all values above 0 are one foreground",
            (o, v) => with(o, d => d with { Binary = v }));
        set.Add<string>(
            "--mask-orientation", "MaskOrientation",
            "photos turned by EXIF: whether masks were drawn on them as shown or as stored [as shown, unless sizes tell otherwise]",
            (o, v) => with(o, d => d with { MaskOrientation = Enum.Parse<MaskOrientation>(v, ignoreCase: true) }),
            "auto", "shown", "stored");
    }

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
