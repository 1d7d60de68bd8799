namespace Cutline.Segmentation.Datasets.Coding;

/// <summary>Reads files below a root, whole.</summary>
internal static class ListedFiles
{
    private static readonly HashSet<string> Extensions = new(StringComparer.OrdinalIgnoreCase)
    {
        ".jpg", ".jpeg", ".png", ".gif", ".webp", ".tif", ".tiff", ".avif",
    };

    /// <summary>Paths below <paramref name="root"/> of the pictures in a folder and, where asked, the folders in it, in ordinal order.</summary>
    public static IReadOnlyList<string> Pictures(string root, string folder, bool recursive)
    {
        try
        {
            return [.. Directory.EnumerateFiles(Path.Combine(root, folder), "*", recursive ? SearchOption.AllDirectories : SearchOption.TopDirectoryOnly)
                .Where(f => !SourceFile.IsLitter(Path.GetFileName(f)) && Extensions.Contains(Path.GetExtension(f)))
                .Select(f => Path.GetRelativePath(root, f))
                .Order(StringComparer.Ordinal)];
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new DatasetException(new DataProblem($"{folder}/", "cannot be listed", $"check that it may be read ({e.Message})"), e);
        }
    }

    /// <exception cref="DatasetException">The file cannot be read, or is longer than <paramref name="limit"/> bytes.</exception>
    public static byte[] Read(string root, string path, long limit)
    {
        try
        {
            var file = new FileInfo(Path.Combine(root, path));
            return file.Length <= limit
                ? File.ReadAllBytes(file.FullName)
                : throw new DatasetException(new DataProblem(path, $"is longer than {limit >> 20} MiB", "replace it with a smaller one"));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new DatasetException(new DataProblem(path, "cannot be read", $"check that it exists and may be read ({e.Message})"), e);
        }
    }
}
