namespace Cutline.Segmentation.Datasets;

/// <summary>Reads the photos or the masks of a dataset. Thread-safe.</summary>
internal abstract class FileSource : IDisposable
{
    /// <summary>The files, in ordinal order of their names, without those of the operating system.</summary>
    public abstract IReadOnlyList<SourceFile> Files { get; }

    /// <summary>Reads the present content of a file.</summary>
    /// <param name="file">One of <see cref="Files"/>.</param>
    /// <param name="limit">The most bytes that are read.</param>
    /// <exception cref="DatasetException">The file cannot be read, or is longer.</exception>
    public abstract byte[] Read(SourceFile file, long limit);

    public virtual void Dispose()
    {
    }

    protected static DatasetException TooLong(SourceFile file, long limit) =>
        new(new DataProblem(file.DisplayPath, $"is longer than {limit >> 20} MiB", "replace it with a smaller one"));
}
