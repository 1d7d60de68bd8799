using Cutline.Imaging;
using Cutline.Segmentation.Labels;

namespace Cutline.Segmentation.Datasets.Coco;

/// <summary>
/// Photos with COCO annotations: <c>annotations.json</c>, or files in <c>annotations/</c> whose names say train, val or test where they are
/// parts of a split. Index 0 is background. The categories follow in the order of the file, or in the order of a <see cref="ClassFile"/>;
/// those that it does not name are background. A later annotation covers an earlier one; crowds are void.
/// </summary>
public sealed class CocoDataset : ClassDataset
{
    private const string Single = "annotations.json", Folder = "annotations";

    private readonly IReadOnlyList<CocoEntry> entries;

    private CocoDataset(string root, ClassSet classes, IReadOnlyList<CocoEntry> entries, List<DataProblem> problems, PhotoLimits? limits)
        : base(root, [.. entries.Select(e => (e.Id, e.Part))], problems, limits) => (Classes, this.entries) = (classes, entries);

    /// <inheritdoc/>
    public override ClassSet Classes { get; }

    /// <inheritdoc/>
    public override string LabelKey => $"coco {string.Join('|', Classes.Classes.Select(c => c.Name))}";

    /// <summary>Whether a folder holds annotation files.</summary>
    public static bool IsAt(string root) => Lists(root).Any();

    /// <summary>Opens a folder and reads its annotation files. No photo is opened yet: see <see cref="ClassDataset.Validate"/>.</summary>
    /// <param name="root">The folder.</param>
    /// <param name="order">The classes in the order of their indices, the first being background; null for the order of the file.</param>
    /// <param name="limits">Limits on what is read and decoded; null for the defaults.</param>
    /// <exception cref="DatasetException">A file cannot be read, or is inconsistent; the message has the repair.</exception>
    public static CocoDataset Open(string root, ClassSet? order = null, PhotoLimits? limits = null)
    {
        var lists = Lists(root).ToArray();
        if (lists.Length == 0)
            throw new DatasetException($"{root} has neither {Single} nor {Folder}/*.json; put the annotation file there");
        var classes = order;
        var problems = new List<DataProblem>();
        var entries = new Dictionary<string, CocoEntry>(StringComparer.Ordinal);
        foreach (var list in lists)
        {
            var file = CocoFile.Read(Path.Combine(root, list));
            classes ??= file.Classes(list);
            foreach (var entry in CocoEntry.Of(root, list, file, classes, problems))
                if (!entries.TryAdd(entry.Id.Name, entry)) problems.Add(new(list, $"lists {entry.Photo} again", "list each photo once"));
        }

        return new(root, classes!, [.. entries.Values.OrderBy(e => e.Id.Name, StringComparer.Ordinal)], problems, limits);
    }

    /// <inheritdoc/>
    protected override ClassSample ReadSample(int index)
    {
        var entry = entries[index];
        return new CocoSample(
            entry.List, entry.Photo, BoundedFile.Read(Root, entry.Photo, Limits.MaxBytes), entry.Image, entry.Shapes, Limits);
    }

    /// <summary>The annotation files, relative to the root.</summary>
    private static IEnumerable<string> Lists(string root)
    {
        if (File.Exists(Path.Combine(root, Single))) return [Single];
        var folder = Path.Combine(root, Folder);
        if (!Directory.Exists(folder)) return [];
        return Directory.EnumerateFiles(folder, "*.json").Select(f => $"{Folder}/{Path.GetFileName(f)}").Order(StringComparer.Ordinal);
    }
}
