using Cutline.Imaging;
using Cutline.Segmentation.Labels;

namespace Cutline.Segmentation.Datasets.Yolo;

/// <summary>
/// Photos with polygons as YOLO's segmentation models are trained on them: a <c>data.yaml</c> that names the classes and the folders of the
/// parts, and for each photo of <c>images/</c> a text file of the same name in <c>labels/</c>, with a line <c>class x y x y …</c> for each
/// object, in fractions of the photo's size. Without such a file <c>classes.txt</c> names the classes, as Label Studio writes it. Index 0
/// is background, then come the classes in their order, or in that of a <see cref="ClassFile"/>. A later polygon covers an earlier one;
/// boxes are void; a photo without a text file is background.
/// </summary>
public sealed class YoloDataset : PaintedDataset
{
    private readonly IReadOnlyList<YoloEntry> entries;

    private YoloDataset(
        string root, ClassSet classes, IReadOnlyList<YoloEntry> entries, List<DataProblem> problems, List<DataNote> notes,
        PhotoLimits? limits)
        : base(root, [.. entries.Select(e => (e.Id, e.Part))], problems, limits) =>
        (Classes, this.entries, Notes) = (classes, entries, notes);

    /// <inheritdoc/>
    public override ClassSet Classes { get; }

    /// <inheritdoc/>
    public override string LabelKey => $"yolo {string.Join('|', Classes.Classes.Select(c => c.Name))}{OrientationKey}";

    /// <inheritdoc/>
    public override IReadOnlyList<DataNote> Notes { get; }

    /// <summary>Whether a path is a <c>data.yaml</c>, or a folder that holds one, or photos with labels and a <c>classes.txt</c>.</summary>
    public static bool IsAt(string path) => YoloConfig.IsAt(path);

    /// <summary>Opens a folder and reads its text files. No photo is opened yet: see <see cref="ClassDataset.Validate"/>.</summary>
    /// <param name="path">The folder, or its YAML file.</param>
    /// <param name="order">The classes in the order of their indices, the first being background; null for the order of the file.</param>
    /// <param name="limits">Limits on what is read and decoded; null for the defaults.</param>
    /// <exception cref="DatasetException">
    /// A file cannot be read or is invalid, or most lines are boxes; the message has the repair.
    /// </exception>
    public static YoloDataset Open(string path, ClassSet? order = null, PhotoLimits? limits = null)
    {
        var file = YoloConfig.Find(path)
            ?? throw new DatasetException($"{path} has no data.yaml; put it there, with the names of classes and the folders of photos");
        var config = YoloConfig.Read(file);
        var classes = order ?? config.Classes();
        var indices = config.Indices(classes);
        var (problems, notes, tally) = (new List<DataProblem>(), new List<DataNote>(), new OutlineTally());
        var entries = new SortedDictionary<string, YoloEntry>(StringComparer.Ordinal);
        foreach (var (photo, part) in config.Photos())
        {
            var entry = YoloEntry.Read(config.Root, photo, part, indices, problems);
            foreach (var shape in entry.Shapes) tally.Add(shape.IsBox ? OutlineKind.Box : OutlineKind.Outline, photo);
            if (!entries.TryAdd(entry.Id.Name, entry))
                problems.Add(new(photo, "is listed twice, or has the same name as another photo", "list each photo once"));
        }

        tally.ThrowIfMost(path);
        notes.AddRange(tally.Notes());
        var unlabelled = entries.Values.Count(e => !e.HasFile);
        if (unlabelled > 0)
            notes.Add(new(
                $"{unlabelled} of {entries.Count} photos have no text file in labels/, "
                    + $"first {entries.Values.First(e => !e.HasFile).Photo}, and count as background",
                "add the files if there are objects on them"));
        notes.AddRange(GivenParts.Notes(entries.Values.Select(e => (e.Id, e.Part))));
        return new(config.Root, classes, [.. entries.Values], problems, notes, limits);
    }

    /// <inheritdoc/>
    protected override ClassSample ReadSample(int index)
    {
        var entry = entries[index];
        return new YoloSample(entry, BoundedFile.Read(Root, entry.Photo, Limits.MaxBytes), MaskOrientation, Limits);
    }
}
