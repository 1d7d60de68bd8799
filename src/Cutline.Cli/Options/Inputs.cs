using Cutline.Imaging;
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
        if (File.Exists(name)) return [name];
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

    /// <summary>Whether a name ends like a photo's.</summary>
    internal static bool IsPhoto(string file) => PictureNames.IsPicture(file);
}
