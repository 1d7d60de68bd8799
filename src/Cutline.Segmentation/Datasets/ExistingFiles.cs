namespace Cutline.Segmentation.Datasets;

/// <summary>
/// Finds files by the names that a list has for them. Letters with accents may be written as one character there and as two on disk, as
/// macOS does, or the other way round.
/// </summary>
/// <param name="root">The folder that names are relative to.</param>
internal sealed class ExistingFiles(string root)
{
    private readonly Dictionary<string, Dictionary<string, string>> folders = [];

    public string Root => root;

    /// <summary>The path of a file as it is on disk, relative to the root, with forward slashes; null where there is none.</summary>
    /// <param name="name">A path relative to the root, with forward slashes.</param>
    public string? Find(string name)
    {
        if (File.Exists(Path.Combine(root, name))) return name;
        if (System.Text.Ascii.IsValid(name)) return null;
        var found = "";
        foreach (var part in name.Split('/'))
        {
            if (!EntriesOf(found).TryGetValue(NameForm.Of(part), out var entry)) return null;
            found = found.Length > 0 ? $"{found}/{entry}" : entry;
        }

        return File.Exists(Path.Combine(root, found)) ? found : null;
    }

    /// <summary>The names in a folder by their common form.</summary>
    private Dictionary<string, string> EntriesOf(string folder)
    {
        if (folders.TryGetValue(folder, out var known)) return known;
        var path = Path.Combine(root, folder);
        var names = Directory.Exists(path) ? Directory.EnumerateFileSystemEntries(path).Select(e => Path.GetFileName(e)) : [];
        return folders[folder] = names.GroupBy(NameForm.Of).ToDictionary(g => g.Key, g => g.First());
    }
}
