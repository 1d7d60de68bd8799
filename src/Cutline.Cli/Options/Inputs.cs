using Cutline.Imaging;
using Microsoft.Extensions.FileSystemGlobbing;

namespace Cutline.Cli.Options;

/// <summary>Photos named on the command line: files, folders and globs.</summary>
internal static class Inputs
{
    private static readonly string[] Extensions = [".jpg", ".jpeg", ".png", ".webp", ".gif", ".tif", ".tiff", ".avif", ".heic"];

    /// <summary>The files, each once; those of a folder or glob in ordinal order.</summary>
    /// <exception cref="ArgumentException">A name matches nothing.</exception>
    internal static IReadOnlyList<string> Expand(IEnumerable<string> names) => [.. names.SelectMany(Files).Distinct()];

    private static IEnumerable<string> Files(string name)
    {
        if (File.Exists(name)) return [name];
        var files = Directory.Exists(name) ? Directory.EnumerateFiles(name).Where(IsPhoto) : Matches(name);
        var sorted = files.Order(StringComparer.Ordinal).ToLookup(RegularFile.Is);
        foreach (var other in sorted[false]) Console.Error.WriteLine($"skipped {other}, which {RegularFile.Refusal}");
        return sorted[true].Any()
            ? sorted[true]
            : throw new ArgumentException(Directory.Exists(name)
                ? $"{name} is a folder without photos ({string.Join(", ", Extensions)}): name the folder that holds them"
                : $"{name}: no such photo, and no folder or pattern with photos in it");
    }

    private static IEnumerable<string> Matches(string pattern)
    {
        if (!pattern.Contains('*', StringComparison.Ordinal) && !pattern.Contains('?', StringComparison.Ordinal)) return [];
        var parts = pattern.Split('/');
        var literal = parts.TakeWhile(p => !p.Contains('*', StringComparison.Ordinal) && !p.Contains('?', StringComparison.Ordinal))
            .ToArray();
        var root = literal.Length == 0 ? "." : string.Join('/', literal) is "" ? "/" : string.Join('/', literal);
        if (!Directory.Exists(root)) return [];
        return new Matcher().AddInclude(string.Join('/', parts[literal.Length..])).GetResultsInFullPath(root).Where(IsPhoto);
    }

    /// <summary>Whether a name ends like a photo's.</summary>
    internal static bool IsPhoto(string file) => Extensions.Contains(Path.GetExtension(file).ToLowerInvariant());
}
