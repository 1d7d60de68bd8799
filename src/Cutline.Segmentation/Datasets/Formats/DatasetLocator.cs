namespace Cutline.Segmentation.Datasets.Formats;

/// <summary>Opens a dataset in the format in which it is laid out.</summary>
public static class DatasetLocator
{
    /// <inheritdoc cref="Open(string, DatasetOptions)"/>
    public static SegmentationDataset Open(string path) => Open(path, new());

    /// <summary>Opens a dataset.</summary>
    /// <param name="path">
    /// What one of <see cref="DatasetFormats"/> recognizes: a folder, a CSV file of pairs, or <c>synthetic</c> or <c>synthetic:COUNT</c>
    /// for drawn data.
    /// </param>
    /// <param name="options">How its masks are read, where its folder does not determine it.</param>
    /// <exception cref="DatasetException">
    /// The path does not exist or has no known layout, or its classes are missing; the message lists the known layouts.
    /// </exception>
    /// <exception cref="ArgumentException">An option is invalid, or cannot be used with this data.</exception>
    public static SegmentationDataset Open(string path, DatasetOptions options)
    {
        options.Validate();
        if (string.IsNullOrWhiteSpace(path)) throw new DatasetException("the path of the data is empty; name the folder that holds it");
        var format = DatasetFormats.Find(path, options) ?? throw Unknown(path);
        if (options.Task is not null && !format.Tasks.Contains(options.Task))
        {
            throw new ArgumentException(format.Tasks.Count > 0
                ? $"{path} ({format.Name}) has no task {options.Task}: choose {string.Join(", ", format.Tasks)}"
                : $"{path} ({format.Name}) has no tasks: leave Task out");
        }

        if (options.Classes is not null && !format.TakesClasses)
            throw new ArgumentException($"the classes of {path} ({format.Name}) are known: leave Classes ({options.Classes}) out");
        var data = format.Open(path, options);
        if (data is PairedDataset paired) paired.MaskOrientation = options.MaskOrientation;
        else if (data is FilePairDataset pairs) pairs.MaskOrientation = options.MaskOrientation;
        else if (data is PaintedDataset painted) painted.MaskOrientation = options.MaskOrientation;
        if (!options.Binary || data.IsBinary || data.Classes.Count == 2) return data;
        using (data)
            throw new ArgumentException(
                $"the masks of {path} ({format.Name}) hold {data.Classes.Count} classes that are known: leave Binary out, or name two "
                    + "classes");
    }

    private static DatasetException Unknown(string path)
    {
        if (File.Exists(path)) return new($"{path} is a file; name the folder that holds the data");
        if (!Directory.Exists(path)) return new($"there is no folder {path}; name the folder that holds the data");
        var layouts = string.Join("; ", DatasetFormats.All.Select(f => f.Layout));
        return new(
            $"{path} is not in a known layout. Looked for {layouts}. Found {Content(path)}; " +
            (Below(path) is { Length: > 0 } below
                ? $"there is data in {string.Join(", ", below)}: name one of these folders"
                : "name the folder that directly contains one of these"));
    }

    /// <summary>Folders below that are data, or hold such folders.</summary>
    private static string[] Below(string path)
    {
        const int tried = 20;
        string[] Folders(string folder) => [.. Directory.EnumerateDirectories(folder).Order(StringComparer.Ordinal).Take(tried)];
        bool IsData(string folder) => DatasetFormats.Find(folder, new()) is not null;
        return [.. Folders(path).SelectMany(folder => IsData(folder) ? [folder] : Folders(folder).Where(IsData))
            .Select(folder => Path.GetRelativePath(path, folder).Replace(Path.DirectorySeparatorChar, '/') + "/")];
    }

    private static string Content(string path)
    {
        const int shown = 6;
        var names = Directory.EnumerateFileSystemEntries(path).Select(e => Path.GetFileName(e) + (Directory.Exists(e) ? "/" : ""))
            .Order(StringComparer.Ordinal).Take(shown + 1).ToList();
        if (names.Count == 0) return "nothing: it is empty";
        return string.Join(", ", names.Take(shown)) + (names.Count > shown ? ", …" : "");
    }
}
