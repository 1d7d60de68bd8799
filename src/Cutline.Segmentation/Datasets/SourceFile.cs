namespace Cutline.Segmentation.Datasets;

/// <summary>A file of a dataset, on disk or in an archive.</summary>
/// <param name="Name">Its name without folders.</param>
/// <param name="Shown">Its place as messages show it, below the dataset's root.</param>
/// <param name="Position">Its position within its source.</param>
internal sealed record SourceFile(string Name, string Shown, int Position)
{
    /// <summary>The name without its extension.</summary>
    public string Stem => Path.GetFileNameWithoutExtension(Name);

    /// <summary>What file managers and archivers leave behind.</summary>
    public static bool IsLitter(string name) =>
        name.StartsWith('.') || name.Equals("Thumbs.db", StringComparison.OrdinalIgnoreCase) || name.Equals("desktop.ini", StringComparison.OrdinalIgnoreCase);
}
