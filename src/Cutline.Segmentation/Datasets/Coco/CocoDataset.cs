using Cutline.Imaging;
using Cutline.Segmentation.Labels;

namespace Cutline.Segmentation.Datasets.Coco;

/// <summary>
/// Photos with COCO annotations: <c>annotations.json</c>, files in <c>annotations/</c> whose names say train, val or test where they are
/// parts of a split, <c>_annotations.coco.json</c> in <c>train/</c>, <c>valid/</c> and <c>test/</c> as Roboflow writes them,
/// <c>result.json</c> as Label Studio does, or any annotation file by its own path. Index 0 is background. The categories of all files
/// follow, by their names, in the order of the files, or in the order of a <see cref="ClassFile"/>; those that it does not name are
/// background. A later annotation covers an earlier one; crowds, and boxes of objects without an outline, are void.
/// </summary>
public sealed class CocoDataset : PaintedDataset
{
    private readonly IReadOnlyList<CocoEntry> entries;
    private readonly bool takesCrowds;

    private CocoDataset(
        string root, ClassSet classes, IReadOnlyList<CocoEntry> entries, bool takesCrowds, List<DataProblem> problems, DataNote[] notes,
        PhotoLimits? limits)
        : base(root, [.. entries.Select(e => (e.Id, e.Part))], problems, limits) =>
        (Classes, this.entries, this.takesCrowds, Notes) = (classes, entries, takesCrowds, notes);

    /// <inheritdoc/>
    public override ClassSet Classes { get; }

    /// <inheritdoc/>
    public override string LabelKey =>
        $"coco 2 {string.Join('|', Classes.Classes.Select(c => c.Name))}{(takesCrowds ? " with crowds" : "")}{OrientationKey}";

    /// <inheritdoc/>
    public override IReadOnlyList<DataNote> Notes { get; }

    /// <summary>Whether a path is an annotation file, or a folder that holds some.</summary>
    public static bool IsAt(string path) => CocoList.Find(path).Count > 0;

    /// <summary>Opens a folder and reads its annotation files. No photo is opened yet: see <see cref="ClassDataset.Validate"/>.</summary>
    /// <param name="path">The folder, or one annotation file.</param>
    /// <param name="order">The classes in the order of their indices, the first being background; null for the order of the files.</param>
    /// <param name="crowds">Whether crowds (iscrowd 1), as CVAT marks brush masks, are objects; otherwise they are void.</param>
    /// <param name="limits">Limits on what is read and decoded; null for the defaults.</param>
    /// <exception cref="DatasetException">
    /// A file cannot be read or is inconsistent, or most annotations have no outline; the message has the repair.
    /// </exception>
    public static CocoDataset Open(string path, ClassSet? order = null, bool crowds = false, PhotoLimits? limits = null)
    {
        var (root, notes, problems) = (CocoList.RootOf(path), new List<DataNote>(), new List<DataProblem>());
        var files = Read(path, root, notes);
        var classes = order ?? CocoCategories.Union(files);
        notes.AddRange(CocoCategories.Notes(files, classes));
        var (tally, photos) = (new OutlineTally(crowds), new ExistingFiles(root));
        var entries = new Dictionary<string, CocoEntry>(StringComparer.Ordinal);
        foreach (var (list, file) in files)
        {
            foreach (var entry in CocoEntry.Of(photos, list, file, classes, crowds, tally, problems))
            {
                if (!entries.TryAdd(entry.Id.Name, entry))
                    problems.Add(new(list.File, $"lists {entry.Photo} again", "list each photo once"));
            }
        }

        tally.ThrowIfMost(path);
        notes.AddRange(tally.Notes());
        notes.AddRange(Unlisted(root, entries.Values));
        notes.AddRange(GivenParts.Notes(entries.Values.Select(e => (e.Id, e.Part))));
        var sorted = entries.Values.OrderBy(e => e.Id.Name, StringComparer.Ordinal);
        return new(root, classes, [.. sorted], crowds, problems, [.. notes], limits);
    }

    /// <inheritdoc/>
    protected override ClassSample ReadSample(int index)
    {
        var entry = entries[index];
        return new CocoSample(
            entry.List, entry.Photo, BoundedFile.Read(Root, entry.Photo, Limits.MaxBytes), entry.Image, entry.Shapes, MaskOrientation,
            Limits);
    }

    /// <summary>
    /// The files with outlines; where there are none, those with keypoints, which have outlines, too. Others are passed over with a note.
    /// </summary>
    private static (CocoList List, CocoFile File)[] Read(string path, string root, List<DataNote> notes)
    {
        var lists = CocoList.Find(path);
        if (lists.Count == 0) throw new DatasetException($"{path} has none of {CocoList.Known}; put the annotation file there");
        var files = lists.Select(list => (List: list, File: CocoFile.Read(root, list.File))).ToLookup(f => f.File.Kind);
        var used = new[] { CocoKind.Outlines, CocoKind.Keypoints }.FirstOrDefault(kind => files[kind].Any(), CocoKind.Other);
        if (!files[used].Any() || used == CocoKind.Other)
        {
            throw new DatasetException(new DataProblem(
                lists[0].File, $"is not a valid COCO annotation file of outlines: it holds {Named(files.First().Key)}",
                files.First().Key == CocoKind.LabelMe
                    ? "convert LabelMe's files with labelme2coco, or export masks into images/ and masks/"
                    : "put instances_*.json there, with images, annotations and categories"));
        }

        notes.AddRange(files.Where(f => f.Key != used).Select(kind => new DataNote(
            $"passed over {string.Join(", ", kind.Select(f => f.List.File))}: {Named(kind.Key)}",
            "check that the files with outlines are all there")));
        return [.. files[used]];
    }

    /// <summary>A word on photos beside those that are listed, and on masks that lie there too.</summary>
    private static IEnumerable<DataNote> Unlisted(string root, IEnumerable<CocoEntry> entries)
    {
        var listed = entries.Select(e => e.Photo).ToHashSet(StringComparer.Ordinal);
        var others = listed.Select(photo => Path.GetDirectoryName(photo)!).Distinct()
            .SelectMany(folder => PictureFiles.Find(root, folder, recursive: false)).Where(photo => !listed.Contains(photo)).ToArray();
        if (others.Length > 0)
            yield return new(
                $"{others.Length} photos, first {others.Min(StringComparer.Ordinal)}, are in no annotation file and are not used",
                "list them as images if they are meant, without annotations where there is nothing on them");
        foreach (var masks in PhotoMaskFolders.Common.Find(root))
            yield return new($"{masks.Masks}/ is not used: the annotation files count", "move them away to use the masks instead");
    }

    private static string Named(CocoKind kind) => kind switch
    {
        CocoKind.Captions => "captions",
        CocoKind.Keypoints => "keypoints",
        CocoKind.Panoptic => "panoptic segments",
        CocoKind.Photos => "photos without annotations",
        CocoKind.LabelMe => "one photo of LabelMe",
        _ => "no images, annotations and categories",
    };
}
