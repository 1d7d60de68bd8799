using Cutline.Imaging;
using Cutline.Segmentation.Splits;

namespace Cutline.Segmentation.Datasets;

/// <summary>A folder of photos with the folder of their masks.</summary>
/// <param name="Photos">Relative to the dataset's root.</param>
/// <param name="Masks">Relative to the dataset's root.</param>
/// <param name="Prefix">What the names of its samples begin with: the name of the part's folder and a slash, or nothing.</param>
internal sealed record PhotoMaskFolder(string Photos, string Masks, string Prefix);

/// <summary>
/// Finds folders of photos and folders of masks by their names, in a dataset's root and in the folders of parts there: train, val, valid,
/// validation, test and the like. Capitals do not matter.
/// </summary>
/// <param name="names">What the two folders are called: the names that belong together.</param>
internal sealed class PhotoMaskFolders(params (string Photos, string Masks)[] names)
{
    /// <summary>Photos and masks under the names that people give them.</summary>
    public static PhotoMaskFolders Common { get; } = new(("images", "masks"), ("imgs", "masks"));

    /// <summary>As <see cref="Common"/>, and as mmsegmentation calls them.</summary>
    public static PhotoMaskFolders All { get; } = new(("images", "masks"), ("imgs", "masks"), ("img_dir", "ann_dir"));

    /// <summary>The folders, that of the root first; empty where there are none.</summary>
    public IReadOnlyList<PhotoMaskFolder> Find(string root) =>
    [
        .. In(root, ""),
        .. Folders(root).Where(folder => PartNames.Of(folder) is not null).SelectMany(folder => In(root, folder)),
    ];

    /// <summary>Folders of photos beside those that are found: in folders that are no parts, or without a folder of masks.</summary>
    public IReadOnlyList<DataNote> Unused(string root) =>
    [
        .. Folders(root).Where(folder => PartNames.Of(folder) is null && In(root, folder).Any()).Select(folder => new DataNote(
            $"{folder}/ holds photos and masks that are not used",
            "call it train, val or test to make it a part, or name it as data of its own")),
        .. Folders(root).Where(folder => PartNames.Of(folder) is not null && !In(root, folder).Any())
            .SelectMany(folder => names.Select(pair => Existing(root, folder, pair.Photos)).OfType<string>().Distinct())
            .Select(photos => new DataNote($"{photos}/ has no masks beside it and is not used", "add masks to use these photos")),
    ];

    private IEnumerable<PhotoMaskFolder> In(string root, string folder) => names
        .Select(pair => (Photos: Existing(root, folder, pair.Photos), Masks: Existing(root, folder, pair.Masks)))
        .Where(f => f is { Photos: not null, Masks: not null })
        .Select(f => new PhotoMaskFolder(f.Photos!, f.Masks!, folder.Length > 0 ? folder + "/" : ""));

    /// <summary>A folder in another as it is written on disk, relative to the root; null where there is none.</summary>
    private static string? Existing(string root, string folder, string name)
    {
        var found = Folders(Path.Combine(root, folder)).Where(f => f.Equals(name, StringComparison.OrdinalIgnoreCase)).ToArray();
        return found.Length == 0 ? null : Below(folder, found.FirstOrDefault(f => f == name, found[0]));
    }

    private static string Below(string folder, string name) => folder.Length > 0 ? $"{folder}/{name}" : name;

    private static IEnumerable<string> Folders(string root)
    {
        try
        {
            return Directory.Exists(root)
                ? [.. Directory.EnumerateDirectories(root).Select(d => Path.GetFileName(d)!).Where(d => !PictureNames.IsLitter(d))
                    .Order(StringComparer.Ordinal)]
                : [];
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return [];
        }
    }
}
