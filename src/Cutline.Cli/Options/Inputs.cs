using Cutline.Imaging;
using Cutline.Segmentation;
using Cutline.Segmentation.Datasets.Synthetic;
using Microsoft.Extensions.FileSystemGlobbing;

namespace Cutline.Cli.Options;

/// <summary>Photos named on the command line: files, folders and globs.</summary>
internal static class Inputs
{
    /// <summary>The most names of skipped files that are told.</summary>
    private const int Shown = 3;

    /// <summary>The files, each once; those of a folder or glob in ordinal order.</summary>
    /// <exception cref="ArgumentException">A name matches nothing.</exception>
    internal static IReadOnlyList<string> Expand(IEnumerable<string> names) => [.. names.SelectMany(Files).Distinct()];

    private static IEnumerable<string> Files(string name)
    {
        if (RegularFile.Exists(name))
            return RegularFile.Is(name) ? [name] : throw new ArgumentException($"{name} {RegularFile.Refusal}: name a photo");
        var files = Directory.Exists(name) ? Pictures(name) : Matches(name);
        var sorted = files.Order(StringComparer.Ordinal).ToLookup(RegularFile.Is);
        foreach (var other in sorted[false]) Console.Error.WriteLine($"skipped {other}, which {RegularFile.Refusal}");
        return sorted[true].Any()
            ? sorted[true]
            : throw new ArgumentException(Directory.Exists(name)
                ? $"{name} is a folder without photos ({string.Join(", ", PictureNames.Extensions)}): name the folder that holds them"
                : $"{name}: no such photo, and no folder or pattern with photos in it");
    }

    /// <summary>The photos of a folder; other files, without what file managers leave behind, are counted in a line.</summary>
    private static IEnumerable<string> Pictures(string folder)
    {
        var files = Directory.EnumerateFiles(folder).Where(f => !PictureNames.IsLitter(Path.GetFileName(f))).ToLookup(IsPhoto);
        var others = files[false].Order(StringComparer.Ordinal).ToArray();
        if (others.Length > 0 && files[true].Any())
        {
            Console.Error.WriteLine(
                $"skipped {others.Length} {(others.Length == 1 ? "file that is no photo" : "files that are no photos")} by name: "
                    + string.Join(", ", others.Take(Shown).Select(Path.GetFileName)) + (others.Length > Shown ? ", …" : ""));
        }

        return files[true];
    }

    private static IEnumerable<string> Matches(string pattern)
    {
        if (!pattern.Contains('*', StringComparison.Ordinal) && !pattern.Contains('?', StringComparison.Ordinal)) return [];
        var parts = pattern.Split('/');
        var literal = parts.TakeWhile(p => !p.Contains('*', StringComparison.Ordinal) && !p.Contains('?', StringComparison.Ordinal))
            .ToArray();
        var root = literal.Length == 0 ? "." : string.Join('/', literal) is "" ? "/" : string.Join('/', literal);
        if (!Directory.Exists(root)) return [];
        return new Matcher().AddInclude(string.Join('/', parts[literal.Length..])).GetResultsInFullPath(root)
            .Where(f => IsPhoto(f) && !PictureNames.IsInLitter(Path.GetRelativePath(root, f)));
    }

    /// <summary>Looks whether data is there, before anything slow begins.</summary>
    /// <exception cref="DatasetException">A folder or file is missing.</exception>
    internal static void CheckData(IEnumerable<string> data)
    {
        foreach (var path in data.Where(path => path.Length > 0 && !SyntheticDataset.IsNamed(path) && !Path.Exists(path)))
            throw new DatasetException($"there is no folder {path}{Nearby(path)}; name the folder that holds the data");
    }

    /// <summary>Looks whether a file or folder that an option names is there.</summary>
    /// <exception cref="FileNotFoundException">It is missing.</exception>
    internal static void CheckPath(string option, string? path)
    {
        if (path is { Length: > 0 } && !Path.Exists(path))
            throw new FileNotFoundException($"{option} is {path}, and there is none{Nearby(path)}: correct its name");
    }

    /// <summary>Looks whether a model is there, before another one is loaded or libtorch.</summary>
    /// <param name="path">As it was named; null for none.</param>
    /// <param name="kind">What may be named besides a run folder.</param>
    /// <exception cref="FileNotFoundException">It is missing.</exception>
    internal static void CheckModel(string? path, string kind = "an .onnx file")
    {
        if (path is not null && !Path.Exists(path))
            throw new FileNotFoundException($"there is no model at {path}{Nearby(path)}: name a run folder or {kind}");
    }

    private static string Nearby(string path)
    {
        var near = NearestName.Of(Path.GetFileName(Path.TrimEndingDirectorySeparator(path)), Siblings(path));
        return near.Count > 0 ? $" (there is {string.Join(", ", near)})" : "";
    }

    private static string[] Siblings(string path)
    {
        const int most = 1000;
        try
        {
            var folder = Path.GetDirectoryName(Path.GetFullPath(Path.TrimEndingDirectorySeparator(path)));
            if (!Directory.Exists(folder)) return [];
            return [.. Directory.EnumerateFileSystemEntries(folder).Take(most).Select(entry => Path.GetFileName(entry))];
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return [];
        }
    }

    /// <summary>Whether a name ends like a photo's.</summary>
    internal static bool IsPhoto(string file) => PictureNames.IsPicture(file);
}
