using Cutline.Imaging;
using Cutline.Segmentation.Splits;

namespace Cutline.Segmentation.Datasets.Cityscapes;

/// <summary>
/// Cityscapes as it is distributed: <c>leftImg8bit/{train,val}/&lt;city&gt;/&lt;city&gt;_&lt;sequence&gt;_&lt;frame&gt;_leftImg8bit.png</c> and
/// <c>gtFine/…_gtFine_labelIds.png</c>. The test part is left out: its labels are not published. A city is a group.
/// </summary>
public sealed class CityscapesDataset : PairedFiles
{
    private const string Photos = "leftImg8bit", Masks = "gtFine", PhotoEnd = "_leftImg8bit.png", MaskEnd = "_gtFine_labelIds.png";

    private CityscapesDataset(string root, IReadOnlyList<FilePair> pairs, List<DataProblem> problems, CityscapesTask task, PhotoLimits? limits)
        : base(root, pairs, problems, task.LabelIds, limits)
    {
    }

    /// <summary>Whether both folders are here.</summary>
    public static bool IsAt(string root) => Directory.Exists(Path.Combine(root, Photos)) && Directory.Exists(Path.Combine(root, Masks));

    /// <summary>Opens the folder. Nothing is decoded yet.</summary>
    /// <exception cref="DatasetException">A folder is missing or cannot be listed.</exception>
    public static CityscapesDataset Open(string root, CityscapesTask task, PhotoLimits? limits = null)
    {
        if (!IsAt(root)) throw new DatasetException($"{root} lacks {Photos}/ or {Masks}/; unpack leftImg8bit_trainvaltest.zip and gtFine_trainvaltest.zip there");
        var photos = Named(root, Photos, PhotoEnd);
        var masks = Named(root, Masks, MaskEnd);
        List<DataProblem> problems =
        [
            .. photos.Where(p => !masks.ContainsKey(p.Key)).Select(p => new DataProblem(p.Value, "has no mask", $"add {Masks}/{p.Key}{MaskEnd}, or remove the photo")),
            .. masks.Where(m => !photos.ContainsKey(m.Key)).Select(m => new DataProblem(m.Value, "has no photo", $"add {Photos}/{m.Key}{PhotoEnd}, or remove the mask")),
        ];
        return new(root, [.. photos.Where(p => masks.ContainsKey(p.Key)).Select(p => Pair(p.Key, p.Value, masks[p.Key]))], problems, task, limits);
    }

    private static FilePair Pair(string name, string photo, string mask)
    {
        var folders = name.Split('/');
        return new(new(name, folders.Length > 1 ? folders[^2] : name), PartNames.Of(folders[0]), photo, mask);
    }

    /// <summary>The files of a kind by what photo and mask have in common: <c>train/city/city_000000_000019</c>.</summary>
    private static SortedDictionary<string, string> Named(string root, string folder, string end) =>
        new(PictureFiles.Find(root, folder, recursive: true)
            .Where(f => f.EndsWith(end, StringComparison.Ordinal) && !f.StartsWith($"{folder}/test/", StringComparison.Ordinal))
            .ToDictionary(f => f[(folder.Length + 1)..^end.Length], f => f), StringComparer.Ordinal);
}
