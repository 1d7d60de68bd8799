namespace Cutline.Segmentation.Datasets;

/// <summary>Paths that a data set's own lists name: they may not lead out of its folder.</summary>
internal static class RootedPath
{
    private const int MaxLength = 1024;

    /// <summary>A path below <paramref name="root"/>, tidied, as its slashes and dots would be walked; links of the file system are the owner's own.</summary>
    /// <param name="list">The file that names it, for messages.</param>
    /// <exception cref="DatasetException">It is empty, absolute, or leads out of the root.</exception>
    public static string Below(string root, string path, string list)
    {
        if (path.Length is 0 or > MaxLength || path.Contains('\0', StringComparison.Ordinal) || Path.IsPathRooted(path) || path.Contains(':', StringComparison.Ordinal))
            throw Refused(path, list);
        var full = Path.GetFullPath(Path.Combine(root, path.Replace('\\', '/')));
        var below = Path.GetRelativePath(Path.GetFullPath(root), full);
        if (below is "." or ".." || below.StartsWith("../", StringComparison.Ordinal)) throw Refused(path, list);
        return below;
    }

    private static DatasetException Refused(string path, string list)
    {
        const int shown = 80;
        var name = path.Length > shown ? path[..shown] + "…" : path;
        return new(new DataProblem(list, $"names '{name.Replace('\0', '?')}', which is no file below its folder", "write paths relative to the folder that holds the list, without '..'"));
    }
}
