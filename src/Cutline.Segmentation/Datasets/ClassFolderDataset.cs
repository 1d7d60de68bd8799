using Cutline.Imaging;
using Cutline.Segmentation.Labels;
using Cutline.Segmentation.Splits;

namespace Cutline.Segmentation.Datasets;

/// <summary>
/// Photos in <c>images/</c> and masks of the same names, with any extensions, in <c>masks/</c>, with the classes of a
/// <see cref="ClassFile"/>. The parts of a split can be folders: <c>train/images</c> or <c>images/train</c>, likewise <c>val</c> and
/// <c>test</c>. The names of other folders become part of the samples' names. Every photo is a group of its own.
/// </summary>
public sealed class ClassFolderDataset : FilePairDataset
{
    private ClassFolderDataset(string root, IReadOnlyList<FilePair> pairs, List<DataProblem> problems, LabelMap labels, PhotoLimits? limits)
        : base(root, pairs, labels, problems, limits)
    {
    }

    /// <summary>Whether a folder holds <c>images/</c> and <c>masks/</c>, or its train, val or test folder does.</summary>
    public static bool IsAt(string root) => Bases(root).Any();

    /// <summary>Opens a folder. Nothing is decoded yet: see <see cref="ClassDataset.Validate"/>.</summary>
    /// <param name="root">The folder.</param>
    /// <param name="labels">How masks are read.</param>
    /// <param name="limits">Limits on what is read and decoded; null for the defaults.</param>
    /// <exception cref="DatasetException">It holds no such folders, or they cannot be listed.</exception>
    public static ClassFolderDataset Open(string root, LabelMap labels, PhotoLimits? limits = null)
    {
        if (!IsAt(root))
        {
            throw new DatasetException(
                $"{root} lacks images/ or masks/; put photos into the first and masks of the same names into the second");
        }
        var problems = new List<DataProblem>();
        var pairs = Bases(root).SelectMany(part => Pairs(root, part, problems)).ToArray();
        return new(root, pairs, problems, labels, limits);
    }

    private static IEnumerable<string> Bases(string root) => PartNames.All.Prepend("")
        .Where(part => Directory.Exists(Path.Combine(root, part, "images")) && Directory.Exists(Path.Combine(root, part, "masks")));

    private static IEnumerable<FilePair> Pairs(string root, string part, List<DataProblem> problems)
    {
        var photos = ByStem(root, Path.Combine(part, "images"), problems);
        var masks = ByStem(root, Path.Combine(part, "masks"), problems);
        problems.AddRange(photos.Where(p => !masks.ContainsKey(p.Key))
            .Select(p => new DataProblem(p.Value, "has no mask", $"add {Path.Combine(part, "masks", p.Key)}.png, or remove the photo")));
        problems.AddRange(masks.Where(m => !photos.ContainsKey(m.Key))
            .Select(m => new DataProblem(m.Value, "has no photo", $"add {Path.Combine(part, "images", m.Key)}.jpg, or remove the mask")));
        foreach (var (stem, photo) in photos.Where(p => masks.ContainsKey(p.Key)))
        {
            var name = part.Length > 0 ? $"{part}/{stem}" : stem;
            yield return new(new(name, name), name.Split('/') is [var first, _, ..] ? PartNames.Of(first) : null, photo, masks[stem]);
        }
    }

    /// <summary>The pictures of a folder, by their paths in it without extension.</summary>
    private static SortedDictionary<string, string> ByStem(string root, string folder, List<DataProblem> problems)
    {
        var found = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var file in PictureFiles.Find(root, folder, recursive: true))
        {
            var stem = Path.ChangeExtension(Path.GetRelativePath(folder, file), null).Replace(Path.DirectorySeparatorChar, '/');
            if (!found.TryAdd(stem, file)) problems.Add(new(file, $"has the same name as {found[stem]}", "remove one of the two"));
        }

        return found;
    }
}
