namespace Cutline.Segmentation.Datasets;

/// <summary>Lists the picture files of a folder.</summary>
internal static class PictureFiles
{
    /// <summary>The extensions of picture files, with their dot, in any case.</summary>
    public static IReadOnlySet<string> Extensions { get; } = new HashSet<string>(StringComparer.OrdinalIgnoreCase)
    {
        ".jpg", ".jpeg", ".png", ".gif", ".webp", ".tif", ".tiff", ".avif", ".heic", ".heif",
    };

    /// <summary>
    /// Paths relative to <paramref name="root"/> of the pictures in a folder, with forward slashes on every system, in ordinal order.
    /// </summary>
    /// <param name="root">The dataset's root.</param>
    /// <param name="folder">A folder, relative to <paramref name="root"/>.</param>
    /// <param name="recursive">Whether folders in the folder are searched too.</param>
    /// <exception cref="DatasetException">The folder cannot be listed.</exception>
    public static IReadOnlyList<string> Find(string root, string folder, bool recursive)
    {
        try
        {
            var depth = recursive ? SearchOption.AllDirectories : SearchOption.TopDirectoryOnly;
            return [.. Directory.EnumerateFiles(Path.Combine(root, folder), "*", depth)
                .Where(f => !SourceFile.IsSystemFile(Path.GetFileName(f)) && Extensions.Contains(Path.GetExtension(f)))
                .Select(f => Path.GetRelativePath(root, f).Replace(Path.DirectorySeparatorChar, '/'))
                .Order(StringComparer.Ordinal)];
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new DatasetException(new DataProblem($"{folder}/", "cannot be listed", $"check that it may be read ({e.Message})"), e);
        }
    }
}
