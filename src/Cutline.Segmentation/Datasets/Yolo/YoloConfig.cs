using System.Globalization;
using Cutline.Imaging;
using Cutline.Segmentation.Labels;
using Cutline.Segmentation.Splits;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace Cutline.Segmentation.Datasets.Yolo;

/// <summary>What a <c>data.yaml</c> says: the names of the classes, and where the photos of each part are.</summary>
/// <param name="File">Its path, for messages.</param>
/// <param name="Root">The folder that paths are relative to.</param>
/// <param name="Names">The names of the classes by their numbers.</param>
/// <param name="Parts">Folders of photos, or text files that list photos, with the part that they are.</param>
internal sealed record YoloConfig(
    string File, string Root, IReadOnlyDictionary<int, string> Names, IReadOnlyList<(string Path, string? Part)> Parts)
{
    private const int MaxBytes = 1 << 20, MaxDepth = 32;
    private const string Background = "background", ClassList = "classes.txt";

    private static readonly string[] Files = ["data.yaml", "data.yml", "dataset.yaml", "dataset.yml"];

    /// <summary>Whether a path is a description itself, or a folder with one and with labels/ in it or in a folder there.</summary>
    public static bool IsAt(string path) => Find(path) is not null && (System.IO.File.Exists(path) || HasLabels(path));

    /// <summary>The file that describes a path: itself, or one in its folder; null where there is none.</summary>
    public static string? Find(string path)
    {
        if (System.IO.File.Exists(path)) return Path.GetExtension(path).ToLowerInvariant() is ".yaml" or ".yml" ? path : null;
        if (Files.Select(file => Path.Combine(path, file)).FirstOrDefault(System.IO.File.Exists) is { } found) return found;
        return Directory.Exists(Path.Combine(path, "images")) && Directory.Exists(Path.Combine(path, "labels"))
            && System.IO.File.Exists(Path.Combine(path, ClassList)) ? Path.Combine(path, ClassList) : null;
    }

    /// <exception cref="DatasetException">The file cannot be read, or does not say what it has to.</exception>
    public static YoloConfig Read(string file)
    {
        var (folder, name) = (Path.GetDirectoryName(Path.GetFullPath(file))!, Path.GetFileName(file));
        var text = BoundedFile.ReadText(folder, name, MaxBytes);
        if (name == ClassList)
        {
            var lines = text.Split('\n').Select(l => l.Trim()).Where(l => l.Length > 0);
            return new(name, folder, lines.Index().ToDictionary(l => l.Index, l => l.Item), [("images", null)]);
        }

        try
        {
            CheckDepth(text);
            var yaml = new YamlStream();
            yaml.Load(new StringReader(text));
            return yaml.Documents is [{ RootNode: YamlMappingNode root }, ..]
                ? Of(name, folder, root)
                : throw new FormatException(yaml.Documents.Count == 0 ? "it is empty" : "it holds no names with values");
        }
        catch (Exception e) when (
            e is YamlException or InvalidOperationException or InvalidCastException or FormatException or ArgumentException)
        {
            throw new DatasetException(new DataProblem(
                name, $"is not a valid description of YOLO data ({e.Message})", "write names, train and val as Ultralytics does"), e);
        }
    }

    /// <summary>Background and the names in the order of their numbers.</summary>
    /// <exception cref="DatasetException">They cannot be classes.</exception>
    public ClassSet Classes()
    {
        try
        {
            var names = Names.OrderBy(n => n.Key).Select(n => n.Value).Where(n => !IsBackground(n)).Prepend(Background);
            return new ClassSet([.. names.Select((n, i) => new SegmentClass(n, ClassPalette.Voc(i)))]).Validated();
        }
        catch (ArgumentException e)
        {
            throw new DatasetException(
                new DataProblem(File, $"names classes that cannot be ({e.Message})", "give each a name of its own"), e);
        }
    }

    /// <summary>The class index of each number; 0 for those that are not among the classes.</summary>
    public Dictionary<int, byte> Indices(ClassSet classes)
    {
        var index = Enumerable.Range(0, classes.Count).ToDictionary(i => classes.Classes[i].Name, i => (byte)i);
        return Names.ToDictionary(n => n.Key, n => index.GetValueOrDefault(n.Value));
    }

    /// <summary>All photos, relative to the root, with their parts.</summary>
    /// <exception cref="DatasetException">A folder or list is missing, or names what does not exist.</exception>
    public IEnumerable<(string Photo, string? Part)> Photos()
    {
        var files = new ExistingFiles(Root);
        foreach (var (path, part) in Parts)
        {
            if (Directory.Exists(Path.Combine(Root, path)))
            {
                foreach (var photo in PictureFiles.Find(Root, path, recursive: true)) yield return (photo, part);
                continue;
            }

            var lines = BoundedFile.ReadText(Root, path, 64 << 20).Split('\n');
            foreach (var line in lines.Select(l => l.Trim()).Where(l => l.Length > 0))
            {
                var photo = Below(Root, line).Select(files.Find).FirstOrDefault(p => p is not null)
                    ?? throw new DatasetException(
                        new DataProblem(path, $"names {line}, which does not exist", $"write paths below {Root}"));
                yield return (photo, part);
            }
        }
    }

    private static YoloConfig Of(string name, string folder, YamlMappingNode yaml)
    {
        if (yaml.Children.ContainsKey("kpt_shape"))
            throw new FormatException("it describes keypoints, which have no outlines");
        if (!yaml.Children.TryGetValue("names", out var names)) throw new FormatException("it has no names of classes");
        var root = Text(yaml, "path") is { } path && Directory.Exists(Path.Combine(folder, path))
            ? Path.GetFullPath(Path.Combine(folder, path)) : folder;
        var parts = new List<(string, string?)>();
        foreach (var (key, value) in yaml.Children)
        {
            if (PartNames.Of(((YamlScalarNode)key).Value ?? "") is not { } part) continue;
            foreach (var place in value is YamlSequenceNode list ? list.Children : [value])
            {
                if (((YamlScalarNode)place).Value is not { Length: > 0 } text) continue;
                var found = Below(root, text).FirstOrDefault(p => Path.Exists(Path.Combine(root, p)));
                if (found is not null) parts.Add((found, part));
                else if (part != "test") throw new FormatException($"{part} is {text}, which does not exist");
            }
        }

        if (parts.Count == 0) throw new FormatException("it has neither train nor val");
        if (parts.GroupBy(p => p.Item1.TrimEnd('/')).FirstOrDefault(g => g.Select(p => p.Item2).Distinct().Count() > 1) is { } twice)
            throw new FormatException(
                $"{string.Join(" and ", twice.Select(p => p.Item2).Distinct())} are both {twice.Key}: a model is not measured on photos "
                    + "that it was trained on, give each its own");
        return new(name, root, Named(names), parts);
    }

    /// <summary>Refuses what lies so deep that reading it would take all of the stack.</summary>
    private static void CheckDepth(string text)
    {
        var parser = new Parser(new StringReader(text));
        for (var depth = 0; parser.MoveNext(); depth += parser.Current!.NestingIncrease)
            if (depth > MaxDepth) throw new FormatException($"it lies more than {MaxDepth} levels deep");
    }

    private static bool HasLabels(string folder)
    {
        try
        {
            return Directory.EnumerateDirectories(folder).Prepend(folder).Any(f => Directory.Exists(Path.Combine(f, "labels")));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    private static Dictionary<int, string> Named(YamlNode names) => names is YamlSequenceNode list
        ? list.Children.Index().ToDictionary(n => n.Index, n => Word(n.Item))
        : ((YamlMappingNode)names).Children.ToDictionary(n => int.Parse(Word(n.Key), CultureInfo.InvariantCulture), n => Word(n.Value));

    private static string Word(YamlNode node) => ((YamlScalarNode)node).Value ?? "";

    private static string? Text(YamlMappingNode yaml, string key) =>
        yaml.Children.TryGetValue(key, out var value) && value is YamlScalarNode { Value.Length: > 0 } scalar ? scalar.Value : null;

    /// <summary>
    /// Where a path may be below the root, the likeliest first: exporters write it as seen from another folder (../train/images), from
    /// above (data/images/train), or from the machine that it was made on.
    /// </summary>
    private static IEnumerable<string> Below(string root, string path)
    {
        var full = Path.GetFullPath(Path.Combine(root, path.Replace('\\', '/')));
        var own = Path.GetRelativePath(root, full).Replace(Path.DirectorySeparatorChar, '/');
        if (own != ".." && !own.StartsWith("../", StringComparison.Ordinal) && !Path.IsPathRooted(own)) yield return own;
        var parts = path.Replace('\\', '/').Split('/').Where(p => p is not ("" or "." or "..")).ToArray();
        for (var skipped = 0; skipped < parts.Length; skipped++) yield return string.Join('/', parts[skipped..]);
    }

    private static bool IsBackground(string name) => name.Equals(Background, StringComparison.OrdinalIgnoreCase);
}
