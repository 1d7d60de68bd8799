using Cutline.Segmentation.Splits;

namespace Cutline.Segmentation.Datasets.Voc;

/// <summary>The lists of names in <c>ImageSets/Segmentation/</c>.</summary>
internal static class VocLists
{
    public const string Folder = "ImageSets/Segmentation";
    private const int MaxBytes = 64 << 20;

    /// <summary>
    /// The parts by names: those of train.txt, val.txt and test.txt; where there is none of train's, those of all other lists, such as
    /// trainval.txt and default.txt, in no part. Null where there are no lists.
    /// </summary>
    /// <exception cref="DatasetException">A list cannot be read, or two parts have a name in common.</exception>
    public static Dictionary<string, string?>? Read(string root)
    {
        var folder = Path.Combine(root, Folder);
        string[] lists = Directory.Exists(folder)
            ? [.. Directory.EnumerateFiles(folder, "*.txt").Select(f => Path.GetFileName(f)!).Order(StringComparer.Ordinal)] : [];
        if (lists.Length == 0) return null;
        string? Part(string list) => PartNames.Of(Path.GetFileNameWithoutExtension(list));
        var hasTrain = lists.Any(list => Part(list) == "train");
        var found = new Dictionary<string, string?>();
        foreach (var list in lists.Where(list => !hasTrain || Part(list) is not null).OrderBy(list => Part(list) is null))
        {
            var text = BoundedFile.ReadText(root, $"{Folder}/{list}", MaxBytes);
            string[] lines = [.. text.Split('\n').Select(l => l.Trim()).Where(l => l.Length > 0)];
            if (lines.Length == 0 && Part(list) == "train")
                throw new DatasetException(new DataProblem(
                    $"{Folder}/{list}", "is empty", "write the names of the training photos in it, one to a line, or remove it"));
            foreach (var line in lines)
            {
                var name = NameForm.Of(line);
                if (found.TryAdd(name, Part(list)) || Part(list) is not { } part || found[name] == part) continue;
                throw new DatasetException(new DataProblem(
                    $"{Folder}/{list}", $"names {line}, which is in {found[name]} too", "list each photo once"));
            }
        }

        return found;
    }
}
