namespace Cutline.Segmentation.Datasets.Formats;

/// <summary>The registry of dataset formats that <see cref="DatasetLocator"/> opens. Thread-safe.</summary>
public static class DatasetFormats
{
    private static readonly Lock Gate = new();
    private static volatile IReadOnlyList<DatasetFormat> formats = BuiltInFormats.All;

    /// <summary>All formats, in the order in which they are tried.</summary>
    public static IReadOnlyList<DatasetFormat> All => formats;

    /// <summary>Adds a format. It is tried before those that are built in.</summary>
    /// <exception cref="ArgumentException">There is a format with this name.</exception>
    public static void Register(DatasetFormat format)
    {
        lock (Gate)
        {
            if (formats.Any(f => f.Name == format.Name))
                throw new ArgumentException($"there is a dataset format named '{format.Name}': choose another name");
            var added = formats.Count - BuiltInFormats.All.Count;
            formats = [.. formats.Take(added), format, .. formats.Skip(added)];
        }
    }

    /// <summary>The first format that matches; null where none does.</summary>
    public static DatasetFormat? Find(string path, DatasetOptions options) => formats.FirstOrDefault(f => f.Matches(path, options));
}
