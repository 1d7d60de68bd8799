using System.Text.Json;
using Cutline.Imaging;
using Cutline.Segmentation.Labels;
using Cutline.Segmentation.Splits;

namespace Cutline.Segmentation.Datasets.Supervisely;

/// <summary>
/// A project of Supervisely: <c>meta.json</c> names the classes, and each folder beside it holds photos in <c>img/</c> and their
/// annotations in <c>ann/PHOTO.json</c>, polygons and bitmaps. Index 0 is background, then come the classes in their order, or in that of a
/// <see cref="ClassFile"/>. A folder called train, val or test is a part of the split. A later object covers an earlier one; boxes are
/// void.
/// </summary>
public sealed class SuperviselyDataset : PaintedDataset
{
    private const string Meta = "meta.json", Photos = "img", Annotations = "ann", Background = "background";
    private const int MaxBytes = 64 << 20;

    private readonly IReadOnlyList<Entry> entries;
    private readonly Dictionary<string, byte> indices;

    private SuperviselyDataset(
        string root, ClassSet classes, Dictionary<string, byte> indices, IReadOnlyList<Entry> entries, List<DataProblem> problems,
        List<DataNote> notes, PhotoLimits? limits)
        : base(root, [.. entries.Select(e => (e.Id, e.Part))], problems, limits) =>
        (Classes, this.indices, this.entries, Notes) = (classes, indices, entries, notes);

    private sealed record Entry(SampleId Id, string? Part, string Photo, string File);

    /// <inheritdoc/>
    public override ClassSet Classes { get; }

    /// <inheritdoc/>
    public override string LabelKey => $"supervisely {string.Join('|', Classes.Classes.Select(c => c.Name))}{OrientationKey}";

    /// <inheritdoc/>
    public override IReadOnlyList<DataNote> Notes { get; }

    /// <summary>Whether a folder holds <c>meta.json</c>, and <c>img/</c> with <c>ann/</c> in it or one folder further down.</summary>
    public static bool IsAt(string root) => File.Exists(Path.Combine(root, Meta)) && Sets(root).Any();

    /// <summary>Opens a folder and reads its annotations. No photo is opened yet: see <see cref="ClassDataset.Validate"/>.</summary>
    /// <param name="root">The project's folder.</param>
    /// <param name="order">The classes in the order of their indices, the first being background; null for the project's.</param>
    /// <param name="limits">Limits on what is read and decoded; null for the defaults.</param>
    /// <exception cref="DatasetException">
    /// A file cannot be read or is invalid, or most objects are boxes; the message has the repair.
    /// </exception>
    public static SuperviselyDataset Open(string root, ClassSet? order = null, PhotoLimits? limits = null)
    {
        if (!IsAt(root))
        {
            throw new DatasetException(
                $"{root} lacks {Meta}, or a folder with {Photos}/ and {Annotations}/; name the project's folder");
        }

        var names = ReadJson(root, Meta, meta => meta.GetProperty("classes").EnumerateArray()
            .Select(c => c.GetProperty("title").GetString()!).ToArray());
        var classes = order ?? ClassesOf(names);
        var index = Enumerable.Range(0, classes.Count).ToDictionary(i => classes.Classes[i].Name, i => (byte)i);
        var indices = names.ToDictionary(n => n, n => index.GetValueOrDefault(n));
        var (problems, notes, tally) = (new List<DataProblem>(), new List<DataNote>(), new OutlineTally());
        var entries = new List<Entry>();
        foreach (var set in Sets(root))
        {
            foreach (var photo in PictureFiles.Find(root, Below(set, Photos), recursive: false))
            {
                if (AnnotationOf(root, set, Path.GetFileName(photo)) is not { } file)
                {
                    var missing = $"{Below(set, Annotations)}/{Path.GetFileName(photo)}.json";
                    problems.Add(new(photo, "has no annotation", $"add {missing}, or remove it"));
                    continue;
                }

                foreach (var shape in ReadJson(root, file, json => SuperviselyShape.All(json, indices)))
                    tally.Add(shape.Kind, photo);
                var name = Path.ChangeExtension(photo, null);
                entries.Add(new(new(name, name), PartNames.Of(set), photo, file));
            }
        }

        tally.ThrowIfMost(root);
        notes.AddRange(tally.Notes());
        notes.AddRange(GivenParts.Notes(entries.Select(e => (e.Id, e.Part))));
        return new(root, classes, indices, [.. entries.OrderBy(e => e.Id.Name, StringComparer.Ordinal)], problems, notes, limits);
    }

    /// <inheritdoc/>
    protected override ClassSample ReadSample(int index)
    {
        var (_, _, photo, file) = entries[index];
        var annotation = BoundedFile.Read(Root, file, MaxBytes);
        var (shapes, size) = Parse(annotation, file, json => (SuperviselyShape.All(json, indices), SuperviselyShape.SizeOf(json)));
        return new SuperviselySample(
            photo, BoundedFile.Read(Root, photo, Limits.MaxBytes), file, annotation, size, shapes, MaskOrientation, Limits);
    }

    private static ClassSet ClassesOf(string[] names)
    {
        try
        {
            var others = names.Where(n => !n.Equals(Background, StringComparison.OrdinalIgnoreCase)).Prepend(Background);
            return new ClassSet([.. others.Select((n, i) => new SegmentClass(n, ClassPalette.Voc(i)))]).Validated();
        }
        catch (ArgumentException e)
        {
            throw new DatasetException(
                new DataProblem(Meta, $"names classes that cannot be ({e.Message})", "give each a name of its own"), e);
        }
    }

    /// <summary>The folders that hold photos and annotations, relative to the root; empty for the root itself.</summary>
    private static IEnumerable<string> Sets(string root)
    {
        if (!Directory.Exists(root)) return [];
        return Directory.EnumerateDirectories(root).Select(d => Path.GetFileName(d)!).Where(d => !PictureNames.IsLitter(d)).Prepend("")
            .Where(set => Directory.Exists(Path.Combine(root, set, Photos)) && Directory.Exists(Path.Combine(root, set, Annotations)))
            .Order(StringComparer.Ordinal);
    }

    private static string Below(string set, string name) => set.Length > 0 ? $"{set}/{name}" : name;

    /// <summary>The annotation of a photo: a.jpg.json, or a.json as older projects have it.</summary>
    private static string? AnnotationOf(string root, string set, string photo) =>
        new[] { photo, Path.GetFileNameWithoutExtension(photo) }.Select(name => $"{Below(set, Annotations)}/{name}.json")
            .FirstOrDefault(file => File.Exists(Path.Combine(root, file)));

    private static T ReadJson<T>(string root, string file, Func<JsonElement, T> read) =>
        Parse(BoundedFile.Read(root, file, MaxBytes), file, read);

    private static T Parse<T>(byte[] bytes, string file, Func<JsonElement, T> read)
    {
        try
        {
            using var json = JsonDocument.Parse(BoundedFile.Text(bytes));
            return read(json.RootElement);
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException or KeyNotFoundException or FormatException)
        {
            throw new DatasetException(
                new DataProblem(file, $"is not what Supervisely writes ({JsonReason.Of(e)})", "export the project again"), e);
        }
    }
}
