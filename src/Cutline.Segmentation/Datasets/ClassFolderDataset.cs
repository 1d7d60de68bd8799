using Cutline.Imaging;
using Cutline.Segmentation.Labels;
using Cutline.Segmentation.Splits;

namespace Cutline.Segmentation.Datasets;

/// <summary>
/// Photos in <c>images/</c> and masks of the same names in <c>masks/</c>, whatever their extensions, of the classes that a
/// <see cref="ClassFile"/> lists. Parts are folders: <c>train/images</c> or <c>images/train</c>, likewise <c>val</c> and <c>test</c>; folders of
/// other names are parts of the samples' names. Every photo is its own group.
/// </summary>
public sealed class ClassFolderDataset : PairedFiles
{
    private static readonly string[] Parts = ["train", "val", "test"];

    private ClassFolderDataset(string root, IReadOnlyList<FilePair> pairs, List<DataProblem> problems, LabelMap coding, PhotoLimits? limits)
        : base(root, pairs, problems, coding, limits)
    {
    }

    /// <summary>Whether <c>images/</c> with <c>masks/</c> are here, or in a folder of a part.</summary>
    public static bool IsAt(string root) => Bases(root).Any();

    /// <summary>Opens the folder. Nothing is decoded yet: see <see cref="ClassDataset.Validate"/>.</summary>
    /// <param name="limits">What is read and decoded at most; null for the usual limits.</param>
    /// <exception cref="DatasetException">It holds no such folders, or they cannot be listed.</exception>
    public static ClassFolderDataset Open(string root, LabelMap coding, PhotoLimits? limits = null)
    {
        if (!IsAt(root)) throw new DatasetException($"{root} lacks images/ or masks/; put photos in the one, masks of the same names in the other");
        var problems = new List<DataProblem>();
        var pairs = Bases(root).SelectMany(part => Pairs(root, part, problems)).OrderBy(p => p.Id.Name, StringComparer.Ordinal).ToArray();
        return new(root, pairs, problems, coding, limits);
    }

    private static IEnumerable<string> Bases(string root) => Parts.Prepend("")
        .Where(part => Directory.Exists(Path.Combine(root, part, "images")) && Directory.Exists(Path.Combine(root, part, "masks")));

    private static IEnumerable<FilePair> Pairs(string root, string part, List<DataProblem> problems)
    {
        var photos = ByStem(root, Path.Combine(part, "images"), problems);
        var masks = ByStem(root, Path.Combine(part, "masks"), problems);
        problems.AddRange(photos.Where(p => !masks.ContainsKey(p.Key)).Select(p => new DataProblem(p.Value, "has no mask", $"add {Path.Combine(part, "masks", p.Key)}.png, or remove the photo")));
        problems.AddRange(masks.Where(m => !photos.ContainsKey(m.Key)).Select(m => new DataProblem(m.Value, "has no photo", $"add {Path.Combine(part, "images", m.Key)}.jpg, or remove the mask")));
        foreach (var (stem, photo) in photos.Where(p => masks.ContainsKey(p.Key)))
        {
            var name = part.Length > 0 ? $"{part}/{stem}" : stem;
            yield return new(new(name, name), name.Split('/') is [var first, _, ..] ? PartNames.Of(first) : null, photo, masks[stem]);
        }
    }

    /// <summary>The pictures of a folder by their paths in it without extension.</summary>
    private static SortedDictionary<string, string> ByStem(string root, string folder, List<DataProblem> problems)
    {
        var found = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var file in PictureFiles.Find(root, folder, recursive: true))
        {
            var stem = Path.ChangeExtension(Path.GetRelativePath(folder, file), null);
            if (!found.TryAdd(stem, file)) problems.Add(new(file, $"has the same name as {found[stem]}", "remove one of the two"));
        }

        return found;
    }
}
