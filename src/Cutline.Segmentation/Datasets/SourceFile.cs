namespace Cutline.Segmentation.Datasets;

/// <summary>A file of a dataset, on disk or in an archive.</summary>
/// <param name="Name">Its name, after the folders below the one that the source reads.</param>
/// <param name="DisplayPath">Its path relative to the dataset's root, for messages.</param>
/// <param name="Position">Its position within its source.</param>
internal sealed record SourceFile(string Name, string DisplayPath, int Position)
{
    /// <summary>The name without its extension.</summary>
    public string Stem => Path.ChangeExtension(Name, null);
}
