namespace Cutline.Segmentation.Datasets;

/// <summary>Opens a dataset by what lies in its folder.</summary>
public static class DatasetLocator
{
    /// <param name="path">A folder laid out as one of the datasets, or <c>synthetic</c> or <c>synthetic:COUNT</c> for drawn data.</param>
    /// <exception cref="DatasetException">The folder is missing or laid out as none; the message lists what was looked for.</exception>
    public static SegmentationDataset Open(string path)
    {
        if (SyntheticDataset.IsNamed(path)) return SyntheticDataset.Parse(path);
        if (!Directory.Exists(path))
        {
            throw new DatasetException(File.Exists(path)
                ? $"{path} is a file; name the folder that holds the data"
                : $"there is no folder {path}; name the folder that holds the data");
        }

        if (CarvanaDataset.IsAt(path)) return CarvanaDataset.Open(path);
        if (FolderDataset.IsAt(path)) return FolderDataset.Open(path);
        throw new DatasetException(
            $"{path} holds no data that is known. Looked for train/ or train.zip with train_masks/ or train_masks.zip (Carvana), " +
            $"and for images/ with masks/ (any photos). Found {Found(path)}; name the folder that directly contains them");
    }

    private static string Found(string path)
    {
        const int shown = 6;
        var names = Directory.EnumerateFileSystemEntries(path).Select(e => Path.GetFileName(e) + (Directory.Exists(e) ? "/" : ""))
            .Order(StringComparer.Ordinal).Take(shown + 1).ToList();
        if (names.Count == 0) return "nothing: it is empty";
        return string.Join(", ", names.Take(shown)) + (names.Count > shown ? ", …" : "");
    }
}
