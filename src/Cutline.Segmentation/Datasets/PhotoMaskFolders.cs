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
/// validation, test and the like, in any case.
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

    /// <summary>Folders beside those that are found, which hold photos and masks but are no parts.</summary>
    public IReadOnlyList<DataNote> Unused(string root) =>
    [
        .. Folders(root).Where(folder => PartNames.Of(folder) is null && In(root, folder).Any()).Select(folder => new DataNote(
            $"{folder}/ holds photos and masks that are not used",
            "call it train, val or test to make it a part, or name it as data of its own")),
    ];

    private IEnumerable<PhotoMaskFolder> In(string root, string folder) => names
        .Select(pair => new PhotoMaskFolder(
            Below(folder, pair.Photos), Below(folder, pair.Masks), folder.Length > 0 ? folder + "/" : ""))
        .Where(f => Directory.Exists(Path.Combine(root, f.Photos)) && Directory.Exists(Path.Combine(root, f.Masks)));

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
