namespace Cutline.Segmentation.Datasets;

/// <summary>Reads the files of one part of a dataset, photos or masks. Thread-safe.</summary>
internal abstract class FileSource : IDisposable
{
    /// <summary>The files directly within, in ordinal order of their names, litter left out.</summary>
    public abstract IReadOnlyList<SourceFile> Files { get; }

    /// <summary>The whole file as it is now.</summary>
    /// <param name="limit">The most bytes that are read.</param>
    /// <exception cref="DatasetException">It cannot be read, or is longer.</exception>
    public abstract byte[] Read(SourceFile file, long limit);

    public virtual void Dispose()
    {
    }

    protected static DatasetException TooLong(SourceFile file, long limit) =>
        new(new DataProblem(file.Shown, $"is longer than {limit >> 20} MiB", "no photo or mask should be: replace it"));
}
