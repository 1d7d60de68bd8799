namespace Cutline.Segmentation.Datasets;

/// <summary>A file of a dataset, on disk or in an archive.</summary>
/// <param name="Name">Its name without folders.</param>
/// <param name="DisplayPath">Its path relative to the dataset's root, for messages.</param>
/// <param name="Position">Its position within its source.</param>
internal sealed record SourceFile(string Name, string DisplayPath, int Position)
{
    /// <summary>The name without its extension.</summary>
    public string Stem => Path.GetFileNameWithoutExtension(Name);

    /// <summary>Whether a file is one that file managers or archivers create, and so is ignored.</summary>
    public static bool IsSystemFile(string name) => name.StartsWith('.')
        || name.Equals("Thumbs.db", StringComparison.OrdinalIgnoreCase)
        || name.Equals("desktop.ini", StringComparison.OrdinalIgnoreCase);
}
