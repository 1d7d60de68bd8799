using Cutline.Segmentation.Datasets.Cityscapes;
using Cutline.Segmentation.Datasets.Coco;
using Cutline.Segmentation.Datasets.Synthetic;
using Cutline.Segmentation.Labels;

namespace Cutline.Segmentation.Datasets.Formats;

/// <summary>The formats of the datasets in this library.</summary>
internal static class BuiltInFormats
{
    /// <summary>In the order in which they are tried: a folder can look like several of them.</summary>
    public static IReadOnlyList<DatasetFormat> All { get; } =
    [
        new("synthetic", $"the word {SyntheticDataset.Word} (drawn cars)",
            (path, _) => SyntheticDataset.IsNamed(path),
            (path, _) => SyntheticDataset.Parse(path)),
        new("carvana", "train/ or train.zip with train_masks/ or train_masks.zip (Carvana)",
            (path, _) => CarvanaDataset.IsAt(path),
            (path, _) => CarvanaDataset.Open(path)),
        new("cityscapes", "leftImg8bit/ with gtFine/ (Cityscapes)",
            (path, _) => CityscapesDataset.IsAt(path),
            (path, options) => CityscapesDataset.Open(path, Task(options))) { Tasks = CityscapesTask.Names },
        new("pairs", $"{PairListDataset.Name} (a table of photos and masks)",
            (path, _) => Table(path) is not null,
            (path, options) => OpenTable(Table(path)!, options)) { TakesClasses = true },
        new("coco", "annotations.json, annotations/*.json, or _annotations.coco.json below train/, valid/ and test/ (COCO)",
            (path, _) => CocoDataset.IsAt(path),
            OpenCoco) { TakesClasses = true },
        new("folder", "images/ with masks/ (any photos with foregrounds)",
            (path, options) => FolderDataset.IsAt(path) && !HasClasses(path, options),
            (path, options) => FolderDataset.Open(path, isBinary: options.Binary)),
        new("classes", $"images/ with masks/ and {ClassFile.Name}, also below train/, val/ and test/ (photos with class indices)",
            (path, _) => ClassFolderDataset.IsAt(path),
            (path, options) => ClassFolderDataset.Open(path, Labels(path, options))) { TakesClasses = true },
        new("cityscapes-pairs", "train/ or val/ of Cityscapes image pairs",
            (path, _) => CityscapesPairsDataset.IsAt(path),
            (path, options) => CityscapesPairsDataset.Open(path, Task(options))) { Tasks = CityscapesTask.Names },
    ];

    private static CityscapesTask Task(DatasetOptions options) => CityscapesTask.Parse(options.Task ?? CityscapesTask.Official.Name);

    /// <summary>The table of pairs that a path names, itself or by its folder; null where there is none.</summary>
    private static string? Table(string path)
    {
        if (File.Exists(path)) return Path.GetExtension(path) == ".csv" ? path : null;
        var table = Path.Combine(path, PairListDataset.Name);
        return File.Exists(table) ? table : null;
    }

    private static PairListDataset OpenTable(string table, DatasetOptions options) =>
        PairListDataset.Open(table, Labels(Path.GetDirectoryName(Path.GetFullPath(table))!, options));

    private static CocoDataset OpenCoco(string path, DatasetOptions options)
    {
        var folder = Directory.Exists(path) ? path : Path.GetDirectoryName(Path.GetFullPath(path))!;
        return CocoDataset.Open(path, HasClasses(folder, options) ? Labels(folder, options).Classes : null, options.Crowds);
    }

    private static bool HasClasses(string folder, DatasetOptions options) =>
        options.Classes is not null || File.Exists(Path.Combine(folder, ClassFile.Name));

    private static LabelMap Labels(string folder, DatasetOptions options) => HasClasses(folder, options)
        ? ClassFile.Read(options.Classes ?? Path.Combine(folder, ClassFile.Name))
        : throw new DatasetException(
            $"{folder} does not say what its classes are: add {ClassFile.Name} there, or name such a file in Classes");
}
