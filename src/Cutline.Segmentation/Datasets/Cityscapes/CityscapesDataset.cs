using Cutline.Imaging;
using Cutline.Segmentation.Splits;

namespace Cutline.Segmentation.Datasets.Cityscapes;

/// <summary>
/// Cityscapes as it is distributed: <c>leftImg8bit/{train,val}/&lt;city&gt;/&lt;city&gt;_&lt;sequence&gt;_&lt;frame&gt;_leftImg8bit.png</c>
/// and <c>gtFine/…_gtFine_labelIds.png</c>. The test part is left out, since its labels are not published. A city is a group.
/// </summary>
public sealed class CityscapesDataset : FilePairDataset
{
    private const string Photos = "leftImg8bit", Masks = "gtFine", PhotoEnd = "_leftImg8bit.png", MaskEnd = "_gtFine_labelIds.png";

    private CityscapesDataset(
        string root, IReadOnlyList<FilePair> pairs, List<DataProblem> problems, CityscapesTask task, PhotoLimits? limits)
        : base(root, pairs, task.LabelIds, problems, limits)
    {
    }

    /// <summary>Whether a folder holds both <c>leftImg8bit/</c> and <c>gtFine/</c>.</summary>
    public static bool IsAt(string root) => Directory.Exists(Path.Combine(root, Photos)) && Directory.Exists(Path.Combine(root, Masks));

    /// <summary>Opens a folder. Nothing is decoded yet: see <see cref="ClassDataset.Validate"/>.</summary>
    /// <param name="root">The folder.</param>
    /// <param name="task">The classes to tell apart.</param>
    /// <param name="limits">Limits on what is read and decoded; null for the defaults.</param>
    /// <exception cref="DatasetException">A folder is missing or cannot be listed.</exception>
    public static CityscapesDataset Open(string root, CityscapesTask task, PhotoLimits? limits = null)
    {
        if (!IsAt(root))
            throw new DatasetException(
                $"{root} lacks {Photos}/ or {Masks}/; unpack leftImg8bit_trainvaltest.zip and gtFine_trainvaltest.zip there");
        var photos = ByName(root, Photos, PhotoEnd);
        var masks = ByName(root, Masks, MaskEnd);
        List<DataProblem> problems =
        [
            .. photos.Where(p => !masks.ContainsKey(p.Key))
                .Select(p => new DataProblem(p.Value, "has no mask", $"add {Masks}/{p.Key}{MaskEnd}, or remove the photo")),
            .. masks.Where(m => !photos.ContainsKey(m.Key))
                .Select(m => new DataProblem(m.Value, "has no photo", $"add {Photos}/{m.Key}{PhotoEnd}, or remove the mask")),
        ];
        return new(
            root, [.. photos.Where(p => masks.ContainsKey(p.Key)).Select(p => Pair(p.Key, p.Value, masks[p.Key]))], problems, task, limits);
    }

    private static FilePair Pair(string name, string photo, string mask)
    {
        var folders = name.Split('/');
        return new(new(name, folders.Length > 1 ? folders[^2] : name), PartNames.Of(folders[0]), photo, mask);
    }

    /// <summary>
    /// The files of one kind by the part of the path that photo and mask have in common: <c>train/city/city_000000_000019</c>.
    /// </summary>
    private static SortedDictionary<string, string> ByName(string root, string folder, string end) =>
        new(PictureFiles.Find(root, folder, recursive: true)
            .Where(f => f.EndsWith(end, StringComparison.Ordinal) && !f.StartsWith($"{folder}/test/", StringComparison.Ordinal))
            .ToDictionary(f => f[(folder.Length + 1)..^end.Length], f => f), StringComparer.Ordinal);
}
