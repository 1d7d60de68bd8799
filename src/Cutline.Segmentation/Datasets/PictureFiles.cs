using Cutline.Imaging;

namespace Cutline.Segmentation.Datasets;

/// <summary>Lists the picture files of a folder.</summary>
internal static class PictureFiles
{
    /// <summary>
    /// Paths relative to <paramref name="root"/> of the pictures in a folder, with forward slashes on every system, in ordinal order.
    /// </summary>
    /// <param name="root">The dataset's root.</param>
    /// <param name="folder">A folder, relative to <paramref name="root"/>.</param>
    /// <param name="recursive">Whether folders in the folder are searched too.</param>
    /// <param name="others">Receives the files that are neither pictures nor litter.</param>
    /// <exception cref="DatasetException">The folder cannot be listed.</exception>
    public static IReadOnlyList<string> Find(string root, string folder, bool recursive, ICollection<string>? others = null)
    {
        try
        {
            var depth = recursive ? SearchOption.AllDirectories : SearchOption.TopDirectoryOnly;
            var at = Path.Combine(root, folder);
            var files = Directory.EnumerateFiles(at, "*", depth).Where(f => !PictureNames.IsInLitter(Path.GetRelativePath(at, f)))
                .Select(f => Path.GetRelativePath(root, f).Replace(Path.DirectorySeparatorChar, '/'))
                .Order(StringComparer.Ordinal).ToLookup(PictureNames.IsPicture);
            foreach (var other in files[false]) others?.Add(other);
            return [.. files[true]];
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new DatasetException(new DataProblem($"{folder}/", "cannot be listed", $"check that it may be read ({e.Message})"), e);
        }
    }
}
