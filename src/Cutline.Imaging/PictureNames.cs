namespace Cutline.Imaging;

/// <summary>What the name of a file tells of it: whether it is a picture that can be decoded, and whether anyone means it at all.</summary>
public static class PictureNames
{
    private static readonly HashSet<string> Known = new(StringComparer.OrdinalIgnoreCase)
    {
        ".jpg", ".jpeg", ".jpe", ".jfif", ".png", ".gif", ".webp", ".tif", ".tiff", ".avif", ".heic", ".heif",
    };

    /// <summary>The extensions of pictures, with their dot, in lower case.</summary>
    public static IReadOnlyCollection<string> Extensions => Known;

    /// <summary>Whether a name ends like a picture's, in any case; litter does not count.</summary>
    /// <param name="path">A name or a path.</param>
    public static bool IsPicture(string path) => Known.Contains(Path.GetExtension(path)) && !IsLitter(Path.GetFileName(path));

    /// <summary>
    /// Whether a file or folder is one that file managers and archivers leave behind: whatever begins with a dot, such as <c>.DS_Store</c>
    /// and the <c>._*</c> of macOS, <c>__MACOSX</c>, <c>Thumbs.db</c> and <c>desktop.ini</c>.
    /// </summary>
    /// <param name="name">The name without folders.</param>
    public static bool IsLitter(string name) => name.StartsWith('.')
        || name.Equals("__MACOSX", StringComparison.OrdinalIgnoreCase)
        || name.Equals("Thumbs.db", StringComparison.OrdinalIgnoreCase)
        || name.Equals("ehthumbs.db", StringComparison.OrdinalIgnoreCase)
        || name.Equals("desktop.ini", StringComparison.OrdinalIgnoreCase)
        || name.Equals("Icon\r", StringComparison.Ordinal);

    /// <summary>Whether a file is litter, or lies in a folder that is.</summary>
    /// <param name="path">A path relative to the folder that is looked into, with slashes of either kind.</param>
    public static bool IsInLitter(string path) => path.Split('/', '\\').Any(part => part is not ("." or "..") && IsLitter(part));
}
