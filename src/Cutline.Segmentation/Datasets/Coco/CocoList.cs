using System.Text;
using Cutline.Imaging;
using Cutline.Segmentation.Splits;

namespace Cutline.Segmentation.Datasets.Coco;

/// <summary>An annotation file in its place.</summary>
/// <param name="File">The file, relative to the root.</param>
/// <param name="Part">The part of the split that its place or name says: train, val, test, or null.</param>
internal sealed record CocoList(string File, string? Part)
{
    private const string Annotations = "annotations", Extension = ".json";

    /// <summary>The names of files that describe the folder in which they lie; the first that is there counts.</summary>
    private static readonly string[] Names =
        ["annotations.json", "_annotations.coco.json", "result.json", "labels.json", "coco.json", "instances.json"];

    /// <summary>The names above, for messages.</summary>
    public static string Known => $"{Names[0]}, {Annotations}/*{Extension}, {string.Join(", ", Names[1..])}";

    /// <summary>Whether a path is that of an annotation file itself.</summary>
    public static bool IsFile(string path) =>
        Path.GetExtension(path).Equals(Extension, StringComparison.OrdinalIgnoreCase) && System.IO.File.Exists(path);

    /// <summary>The folder that the photos of a path are in: itself, or that of the annotation file; annotations/ is beside them.</summary>
    public static string RootOf(string path)
    {
        if (!IsFile(path)) return path;
        var folder = Path.GetDirectoryName(Path.GetFullPath(path))!;
        return Path.GetFileName(folder).Equals(Annotations, StringComparison.OrdinalIgnoreCase) ? Path.GetDirectoryName(folder)! : folder;
    }

    /// <summary>The annotation files of a folder, or the one that the path itself names; none where there are none.</summary>
    public static IReadOnlyList<CocoList> Find(string path)
    {
        var root = RootOf(path);
        if (IsFile(path)) return [new(Relative(root, Path.GetFullPath(path)), null)];
        if (!Directory.Exists(path)) return [];
        try
        {
            if (Named(root, "") is { } single) return [new(single, null)];
            var folder = Path.Combine(root, Annotations);
            string[] files = Directory.Exists(folder) ? Directory.GetFiles(folder, "*" + Extension) : [];
            if (files.Length > 0)
                return [.. files.Select(f => Relative(root, f)).Where(IsNoLitter).Order(StringComparer.Ordinal).Select(ByName)];
            return [.. Directory.EnumerateDirectories(root).Select(d => Path.GetFileName(d)!).Order(StringComparer.Ordinal)
                .Select(d => (Folder: d, File: Named(root, d))).Where(f => f.File is not null)
                .Select(f => new CocoList(f.File!, PartNames.Of(f.Folder)))];
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return [];
        }
    }

    /// <summary>Where a photo may be that the file lists, the likeliest place first.</summary>
    /// <param name="name">As the file lists it.</param>
    public IEnumerable<string> Places(string name)
    {
        var folder = Path.GetDirectoryName(File)!.Replace(Path.DirectorySeparatorChar, '/');
        string[] own = folder is "" or Annotations ? [] : [$"{folder}/images/{name}", $"{folder}/{name}"];
        var word = Path.GetFileNameWithoutExtension(File).Split('_')[^1]; // train2017 of instances_train2017
        return [.. own, $"{word}/{name}", $"images/{word}/{name}", $"images/{name}", $"data/{name}", name];
    }

    private static CocoList ByName(string file)
    {
        var words = Path.GetFileNameWithoutExtension(file).Split('_', '-', '.').Select(word => word.TrimEnd([.. "0123456789"]));
        return new(file, words.Select(PartNames.Of).FirstOrDefault(p => p is not null));
    }

    /// <summary>The annotation file of a folder, relative to the root.</summary>
    private static string? Named(string root, string folder) => Names
        .Select(name => folder.Length > 0 ? $"{folder}/{name}" : name)
        .FirstOrDefault(file => System.IO.File.Exists(Path.Combine(root, file))
            && (file.EndsWith(Names[0], StringComparison.Ordinal) || BeginsLikeOne(Path.Combine(root, file))));

    /// <summary>Whether a file of a common name is one: its beginning has a key of COCO's.</summary>
    private static bool BeginsLikeOne(string path)
    {
        try
        {
            BoundedFile.CheckKind(path, Path.GetFileName(path));
            using var stream = System.IO.File.OpenRead(path);
            var buffer = new byte[1 << 12];
            var text = Encoding.UTF8.GetString(buffer, 0, stream.ReadAtLeast(buffer, buffer.Length, throwOnEndOfStream: false));
            return ((string[])["\"images\"", "\"annotations\"", "\"categories\""]).Any(k => text.Contains(k, StringComparison.Ordinal));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    private static bool IsNoLitter(string file) => !PictureNames.IsLitter(Path.GetFileName(file));

    private static string Relative(string root, string file) => Path.GetRelativePath(root, file).Replace(Path.DirectorySeparatorChar, '/');
}
