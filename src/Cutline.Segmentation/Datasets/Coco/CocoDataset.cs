using Cutline.Imaging;
using Cutline.Segmentation.Labels;
using Cutline.Segmentation.Splits;

namespace Cutline.Segmentation.Datasets.Coco;

/// <summary>
/// Photos with COCO annotations: <c>annotations.json</c>, or files in <c>annotations/</c>, whose names say train, val or test where they are
/// parts. Index 0 is background; the categories follow in the file's order, or in that of a <see cref="ClassFile"/>, which names them
/// (and leaves out those that are to be background). A later annotation lies over an earlier one; a crowd is void.
/// </summary>
public sealed class CocoDataset : ClassDataset
{
    private const string Single = "annotations.json", Folder = "annotations", Background = "background";

    private readonly IReadOnlyList<Entry> entries;

    private CocoDataset(string root, ClassSet classes, IReadOnlyList<Entry> entries, List<DataProblem> problems, PhotoLimits? limits)
        : base(root, [.. entries.Select(e => (e.Id, e.Part))], problems, limits) => (Classes, this.entries) = (classes, entries);

    public override ClassSet Classes { get; }

    public override string LabelKey => $"coco {string.Join('|', Classes.Classes.Select(c => c.Name))}";

    /// <summary>Whether annotation files are here.</summary>
    public static bool IsAt(string root) => Lists(root).Any();

    /// <summary>Opens the folder and reads its annotation files; no photo is decoded yet.</summary>
    /// <param name="order">The classes in the order wanted, the first being background; null for the file's order.</param>
    /// <exception cref="DatasetException">A file cannot be read or contradicts itself; the message has the repair.</exception>
    public static CocoDataset Open(string root, ClassSet? order = null, PhotoLimits? limits = null)
    {
        var lists = Lists(root).ToArray();
        if (lists.Length == 0) throw new DatasetException($"{root} has neither {Single} nor {Folder}/*.json; put the annotation file there");
        var classes = order;
        var problems = new List<DataProblem>();
        var entries = new Dictionary<string, Entry>(StringComparer.Ordinal);
        foreach (var list in lists)
        {
            var file = CocoFile.Read(Path.Combine(root, list));
            classes ??= FileOrder(list, file.Categories);
            foreach (var entry in Entries(root, list, file, classes, problems))
                if (!entries.TryAdd(entry.Id.Name, entry)) problems.Add(new(list, $"lists {entry.Photo} again", "list each photo once"));
        }

        return new(root, classes!, [.. entries.Values.OrderBy(e => e.Id.Name, StringComparer.Ordinal)], problems, limits);
    }

    private protected override ClassSample ReadClasses(int index)
    {
        var entry = entries[index];
        return new CocoSample(entry.List, entry.Photo, BoundedFile.Read(Root, entry.Photo, Limits.MaxBytes), entry.Image, entry.Drawn, Limits);
    }

    private static IEnumerable<string> Lists(string root)
    {
        if (File.Exists(Path.Combine(root, Single))) return [Single];
        var folder = Path.Combine(root, Folder);
        return Directory.Exists(folder) ? Directory.EnumerateFiles(folder, "*.json").Select(f => $"{Folder}/{Path.GetFileName(f)}").Order(StringComparer.Ordinal) : [];
    }

    private static ClassSet FileOrder(string list, IReadOnlyList<CocoCategory> categories)
    {
        try
        {
            return new ClassSet([.. categories.Select(c => c.Name).Prepend(Background).Select((name, i) => new SegmentClass(name, ClassPalette.Voc(i)))]).Validated();
        }
        catch (ArgumentException e)
        {
            throw new DatasetException(new DataProblem(list, $"lists categories that are no classes ({e.Message})", "give each category a name of its own, none of them background"), e);
        }
    }

    private static IEnumerable<Entry> Entries(string root, string list, CocoFile file, ClassSet classes, List<DataProblem> problems)
    {
        var index = IndexOfCategory(list, file.Categories, classes);
        var drawn = new Dictionary<long, List<(CocoAnnotation, byte)>>();
        foreach (var image in file.Images)
            if (!drawn.TryAdd(image.Id, [])) throw new DatasetException(new DataProblem(list, $"has two images of id {image.Id}", "give each image an id of its own"));
        foreach (var annotation in file.Annotations)
        {
            if (!drawn.TryGetValue(annotation.ImageId, out var on))
                throw new DatasetException(new DataProblem(list, $"has an annotation on image {annotation.ImageId}, which it does not list", "add the image, or remove the annotation"));
            if (!index.TryGetValue(annotation.CategoryId, out var painted))
                throw new DatasetException(new DataProblem(list, $"has an annotation of category {annotation.CategoryId}, which it does not list", "add the category, or remove the annotation"));
            on.Add((annotation, annotation.IsCrowd != 0 ? ClassSet.Void : painted));
        }

        var stem = Path.GetFileNameWithoutExtension(list);
        var part = stem.Split('_', '-', '.').Select(word => PartNames.Of(word.TrimEnd([.. "0123456789"]))).FirstOrDefault(p => p is not null);
        foreach (var image in file.Images)
        {
            var name = RootedPath.Below(root, image.FileName, list);
            if (Find(root, stem, name) is { } photo)
            {
                var sample = Path.ChangeExtension(photo, null);
                yield return new(new(sample, sample), part, list, photo, image, drawn[image.Id]);
            }
            else
            {
                problems.Add(new(list, $"lists {name}, which is not there", $"put it into images/, or beside {Folder}/"));
            }
        }
    }

    /// <summary>What each category is painted in: one that the classes do not name is background.</summary>
    private static Dictionary<long, byte> IndexOfCategory(string list, IReadOnlyList<CocoCategory> categories, ClassSet classes)
    {
        var names = Enumerable.Range(0, classes.Count).ToDictionary(i => classes.Classes[i].Name, i => (byte)i);
        var index = new Dictionary<long, byte>();
        foreach (var category in categories)
            if (!index.TryAdd(category.Id, names.GetValueOrDefault(category.Name)))
                throw new DatasetException(new DataProblem(list, $"has two categories of id {category.Id}", "give each category an id of its own"));
        return index;
    }

    /// <summary>The photo in images/, in a folder of the list's last word (train2017 of instances_train2017), or in the root.</summary>
    private static string? Find(string root, string stem, string name) => new[] { "images", stem.Split('_')[^1], $"images/{stem.Split('_')[^1]}", "" }
        .Select(folder => Path.Combine(folder, name)).FirstOrDefault(path => File.Exists(Path.Combine(root, path)));

    private sealed record Entry(SampleId Id, string? Part, string List, string Photo, CocoImage Image, IReadOnlyList<(CocoAnnotation Annotation, byte Index)> Drawn);
}
