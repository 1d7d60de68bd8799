using System.IO.MemoryMappedFiles;

namespace Cutline.Training.Checkpoints.Files;

/// <summary>
/// A file mapped into memory for reading: nothing is copied until it is asked for, and no access reaches beyond the file's end.
/// A file that is replaced (by renaming) while open stays as it was; one that is cut short in place is noticed at the next read.
/// </summary>
internal sealed unsafe class MappedFile : IDisposable
{
    private readonly FileStream file;
    private readonly MemoryMappedFile? map;
    private readonly MemoryMappedViewAccessor? view;
    private readonly byte* start;
    private bool disposed;

    /// <exception cref="InvalidDataException">The file is missing or cannot be read.</exception>
    internal MappedFile(string path)
    {
        try
        {
            file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, bufferSize: 0);
            Length = file.Length;
            if (Length == 0) return;
            map = MemoryMappedFile.CreateFromFile(file, null, 0, MemoryMappedFileAccess.Read, HandleInheritability.None, leaveOpen: true);
            view = map.CreateViewAccessor(0, Length, MemoryMappedFileAccess.Read);
            view.SafeMemoryMappedViewHandle.AcquirePointer(ref start);
        }
        catch (Exception e)
        {
            Dispose();
            throw e switch
            {
                FileNotFoundException or DirectoryNotFoundException => new InvalidDataException("does not exist: check the path", e),
                UnauthorizedAccessException when Directory.Exists(path) => new InvalidDataException("is a folder: name a file", e),
                IOException or UnauthorizedAccessException or NotSupportedException or ArgumentException =>
                    new InvalidDataException($"cannot be read ({e.Message}): name a file that you may read", e),
                _ => e,
            };
        }
    }

    internal long Length { get; }

    /// <summary>Bytes of the file from <paramref name="offset"/> on; valid until this is disposed.</summary>
    /// <exception cref="InvalidDataException">The file has no such part, or the part is larger than a span can be.</exception>
    internal ReadOnlySpan<byte> Bytes(long offset, long count)
    {
        ObjectDisposedException.ThrowIf(disposed, this);
        if (offset < 0 || count < 0 || offset > Length - count)
            throw Damage.Of($"it ends at byte {Length}, where {count} bytes from {offset} on should be");
        if (count > int.MaxValue)
            throw new InvalidDataException($"holds a tensor of {count} bytes, more than the {int.MaxValue} that are read here: split it");
        if (RandomAccess.GetLength(file.SafeFileHandle) < Length) throw Damage.Of("it was cut short while it was being read");
        return new ReadOnlySpan<byte>(start + offset, (int)count);
    }

    public void Dispose()
    {
        if (disposed) return;
        disposed = true;
        if (start is not null) view!.SafeMemoryMappedViewHandle.ReleasePointer();
        view?.Dispose();
        map?.Dispose();
        file?.Dispose();
    }
}
