using Cutline.Segmentation.Datasets.Cityscapes;
using Cutline.Segmentation.Datasets.Coco;
using Cutline.Segmentation.Datasets.Synthetic;
using Cutline.Segmentation.Labels;

namespace Cutline.Segmentation.Datasets.Formats;

/// <summary>Opens a dataset by what lies in its folder.</summary>
public static class DatasetLocator
{
    /// <inheritdoc cref="Open(string, DatasetOptions)"/>
    public static SegmentationDataset Open(string path) => Open(path, new());

    /// <param name="path">
    /// A folder laid out as one of the datasets, a CSV of pairs, or <c>synthetic</c> or <c>synthetic:COUNT</c> for drawn data.
    /// </param>
    /// <exception cref="DatasetException">The folder is missing or laid out as none, or lacks its classes; the message lists what was looked for.</exception>
    /// <exception cref="ArgumentException">An option does not go with this data.</exception>
    public static SegmentationDataset Open(string path, DatasetOptions options)
    {
        options.Validate();
        var data = OpenAny(path, options);
        if ((options.Task is null || data is CityscapesDataset or CityscapesPairsDataset)
            && (options.Classes is null || data is ClassFolderDataset or PairListDataset or CocoDataset)) return data;
        using (data)
        {
            throw new ArgumentException(options.Task is not null
                ? $"{path} is not Cityscapes, and has no task {options.Task}: leave the task out"
                : $"the classes of {path} are known: leave {options.Classes} out, it is for folders, lists and COCO files of one's own");
        }
    }

    private static SegmentationDataset OpenAny(string path, DatasetOptions options)
    {
        if (SyntheticDataset.IsNamed(path)) return SyntheticDataset.Parse(path);
        if (File.Exists(path) && Path.GetExtension(path) == ".csv") return PairListDataset.Open(path, Coding(Path.GetDirectoryName(Path.GetFullPath(path))!, options));
        if (!Directory.Exists(path))
        {
            throw new DatasetException(File.Exists(path)
                ? $"{path} is a file; name the folder that holds the data"
                : $"there is no folder {path}; name the folder that holds the data");
        }

        var task = CityscapesTask.Parse(options.Task ?? CityscapesTask.Official.Name);
        if (CarvanaDataset.IsAt(path)) return CarvanaDataset.Open(path);
        if (CityscapesDataset.IsAt(path)) return CityscapesDataset.Open(path, task);
        if (File.Exists(Path.Combine(path, PairListDataset.Name))) return PairListDataset.Open(Path.Combine(path, PairListDataset.Name), Coding(path, options));
        if (CocoDataset.IsAt(path)) return CocoDataset.Open(path, HasClasses(path, options) ? Coding(path, options).Classes : null);
        if (FolderDataset.IsAt(path) && !HasClasses(path, options)) return FolderDataset.Open(path);
        if (ClassFolderDataset.IsAt(path)) return ClassFolderDataset.Open(path, Coding(path, options));
        if (CityscapesPairsDataset.IsAt(path)) return CityscapesPairsDataset.Open(path, task);
        throw new DatasetException(
            $"{path} holds no data that is known. Looked for train/ or train.zip with train_masks/ or train_masks.zip (Carvana), " +
            $"for images/ with masks/ (any photos, also below train/, val/ and test/), {PairListDataset.Name}, annotations.json or annotations/ (COCO), " +
            $"leftImg8bit/ with gtFine/ (Cityscapes), and train/ or val/ of Cityscapes image pairs. Found {Found(path)}; name the folder that directly contains them");
    }

    private static bool HasClasses(string folder, DatasetOptions options) => options.Classes is not null || File.Exists(Path.Combine(folder, ClassFile.Name));

    private static LabelMap Coding(string folder, DatasetOptions options) => HasClasses(folder, options)
        ? ClassFile.Read(options.Classes ?? Path.Combine(folder, ClassFile.Name))
        : throw new DatasetException($"{folder} does not say what its classes are: add {ClassFile.Name} there, or name one with --classes");

    private static string Found(string path)
    {
        const int shown = 6;
        var names = Directory.EnumerateFileSystemEntries(path).Select(e => Path.GetFileName(e) + (Directory.Exists(e) ? "/" : ""))
            .Order(StringComparer.Ordinal).Take(shown + 1).ToList();
        if (names.Count == 0) return "nothing: it is empty";
        return string.Join(", ", names.Take(shown)) + (names.Count > shown ? ", …" : "");
    }
}
