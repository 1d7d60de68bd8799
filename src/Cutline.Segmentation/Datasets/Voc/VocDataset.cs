using Cutline.Imaging;
using Cutline.Segmentation.Labels;

namespace Cutline.Segmentation.Datasets.Voc;

/// <summary>
/// PASCAL VOC as it is distributed, and as CVAT and others export it: photos in <c>JPEGImages/</c>, masks of the same names in
/// <c>SegmentationClass/</c>, lists of names in <c>ImageSets/Segmentation/</c>. The classes are those of a <see cref="ClassFile"/>, else
/// those of <c>labelmap.txt</c>, else VOC's 21; 255 and the outlines' colour are void. Every photo is a group of its own.
/// </summary>
public sealed class VocDataset : FilePairDataset
{
    private const string Photos = "JPEGImages", Masks = "SegmentationClass";

    private VocDataset(
        string root, IReadOnlyList<FilePair> pairs, LabelMap labels, List<DataProblem> problems, List<DataNote> notes, PhotoLimits? limits)
        : base(root, pairs, labels, problems, limits) => Notes = notes;

    /// <inheritdoc/>
    public override IReadOnlyList<DataNote> Notes { get; }

    /// <summary>Whether a folder holds <c>JPEGImages/</c> and <c>SegmentationClass/</c>.</summary>
    public static bool IsAt(string root) => Directory.Exists(Path.Combine(root, Photos)) && Directory.Exists(Path.Combine(root, Masks));

    /// <summary>Opens a folder. Nothing is decoded yet: see <see cref="ClassDataset.Validate"/>.</summary>
    /// <param name="root">The folder that holds both folders.</param>
    /// <param name="labels">How masks are read; null for <c>labelmap.txt</c>, or VOC's classes.</param>
    /// <param name="limits">Limits on what is read and decoded; null for the defaults.</param>
    /// <exception cref="DatasetException">A folder is missing or a list cannot be read; the message has the repair.</exception>
    public static VocDataset Open(string root, LabelMap? labels = null, PhotoLimits? limits = null)
    {
        if (!IsAt(root)) throw new DatasetException($"{root} lacks {Photos}/ or {Masks}/; unpack the archive of the challenge there");
        var (problems, notes) = (new List<DataProblem>(), new List<DataNote>());
        var (photos, masks) = (ByStem(root, Photos), ByStem(root, Masks));
        var lists = VocLists.Read(root);
        var listed = lists ?? masks.Keys.Where(photos.ContainsKey).ToDictionary(stem => stem, _ => (string?)null);
        var pairs = new List<FilePair>();
        foreach (var (stem, part) in listed)
        {
            var (photo, mask) = (photos.GetValueOrDefault(stem), masks.GetValueOrDefault(stem));
            if (photo is not null && mask is not null) pairs.Add(new(new(stem, stem), part, photo, mask));
            else if (photo is null) problems.Add(Missing(stem, "photo", $"{Photos}/{stem}.jpg"));
            else if (part != "test") problems.Add(Missing(stem, "mask", $"{Masks}/{stem}.png"));
        }

        var untested = listed.Count(l => l.Value == "test" && photos.ContainsKey(l.Key) && !masks.ContainsKey(l.Key));
        if (untested > 0)
            notes.Add(new($"{untested} photos of the test list have no mask and are not used", "add masks to test on them"));
        var unlisted = masks.Keys.Where(stem => !listed.ContainsKey(stem)).ToArray();
        if (unlisted.Length > 0)
            notes.Add(new(
                $"{unlisted.Length} masks, first {masks[unlisted.Min()!]}, are not used: "
                    + (lists is null ? $"{Photos}/ has no photo of their names" : $"no list in {VocLists.Folder}/ names them"),
                "add what is missing, or remove them"));
        notes.AddRange(GivenParts.Notes(pairs.Select(p => (p.Id, p.Part))));
        return new(root, pairs, labels ?? VocLabelMap.Of(root), problems, notes, limits);
    }

    private static DataProblem Missing(string stem, string what, string file) =>
        new($"{VocLists.Folder}/", $"names {stem}, which has no {what}", $"add {file}, or take the name out");

    /// <summary>The pictures of a folder by their names in common form, without extension.</summary>
    private static Dictionary<string, string> ByStem(string root, string folder) => PictureFiles.Find(root, folder, recursive: true)
        .GroupBy(file => NameForm.Of(Path.ChangeExtension(file[(folder.Length + 1)..], null))).ToDictionary(g => g.Key, g => g.First());
}
