namespace Cutline.Segmentation.Datasets;

/// <summary>Checks the paths that a dataset's own lists name: they must not lead out of the dataset's folder.</summary>
internal static class ListedPath
{
    private const int MaxLength = 1024;

    /// <summary>
    /// A path relative to <paramref name="root"/>, without dots and with forward slashes. Symbolic links are not resolved: they are the
    /// user's own.
    /// </summary>
    /// <param name="root">The dataset's root.</param>
    /// <param name="path">The path as the list names it.</param>
    /// <param name="list">The list, for messages.</param>
    /// <exception cref="DatasetException">The path is empty, absolute, or leads out of the root.</exception>
    public static string Resolve(string root, string path, string list)
    {
        var isRelative = path.Length is > 0 and <= MaxLength && !path.Contains('\0', StringComparison.Ordinal)
            && !Path.IsPathRooted(path) && !path.Contains(':', StringComparison.Ordinal);
        if (!isRelative) throw Outside(path, list);
        var full = Path.GetFullPath(Path.Combine(root, path.Replace('\\', '/')));
        var below = Path.GetRelativePath(Path.GetFullPath(root), full).Replace(Path.DirectorySeparatorChar, '/');
        if (below is "." or ".." || below.StartsWith("../", StringComparison.Ordinal)) throw Outside(path, list);
        return below;
    }

    private static DatasetException Outside(string path, string list)
    {
        const int shown = 80;
        var name = path.Length > shown ? path[..shown] + "…" : path;
        return new(new DataProblem(
            list,
            $"names '{name.Replace('\0', '?')}', which is not a file below its folder",
            "write paths relative to the folder that holds the list, without '..'"));
    }
}
