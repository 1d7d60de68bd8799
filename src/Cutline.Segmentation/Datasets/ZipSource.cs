using System.Collections.Concurrent;
using System.IO.Compression;

namespace Cutline.Segmentation.Datasets;

/// <summary>
/// Reads the files of a zip archive without extracting them to disk. A <see cref="ZipArchive"/> can be used by one thread at a time, so
/// that each reading thread takes one from a pool.
/// </summary>
internal sealed class ZipSource : FileSource
{
    private readonly string path;
    private readonly string name;
    private readonly ConcurrentBag<ZipArchive> idle = [];
    private volatile bool disposed;

    public ZipSource(string path)
    {
        this.path = path;
        name = Path.GetFileName(path);
        var archive = Open();
        Files = [.. archive.Entries
            .Select((entry, position) => (entry, position))
            .Where(e => e.entry.Name.Length > 0 && !SourceFile.IsSystemFile(e.entry.Name))
            .Where(e => !e.entry.FullName.StartsWith("__MACOSX/", StringComparison.Ordinal))
            .OrderBy(e => e.entry.Name, StringComparer.Ordinal)
            .Select(e => new SourceFile(e.entry.Name, $"{name}/{e.entry.FullName}", e.position))];
        idle.Add(archive);
    }

    public override IReadOnlyList<SourceFile> Files { get; }

    public override byte[] Read(SourceFile file, long limit)
    {
        var archive = idle.TryTake(out var taken) ? taken : Open();
        try
        {
            var entry = archive.Entries[file.Position];
            if (entry.Length > limit) throw TooLong(file, limit);

            // The length in the directory may be false: what follows beyond it is not read.
            var bytes = GC.AllocateUninitializedArray<byte>((int)entry.Length);
            using var stream = entry.Open();
            var read = stream.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false);
            return read == bytes.Length ? bytes : bytes[..read];
        }
        catch (Exception e) when (e is InvalidDataException or IOException or NotSupportedException or ArgumentException)
        {
            throw new DatasetException(new DataProblem(file.DisplayPath, "cannot be unpacked", $"download {name} again ({e.Message})"), e);
        }
        finally
        {
            Return(archive);
        }
    }

    public override void Dispose()
    {
        base.Dispose();
        disposed = true;
        while (idle.TryTake(out var archive)) archive.Dispose();
    }

    private void Return(ZipArchive archive)
    {
        if (disposed) archive.Dispose();
        else idle.Add(archive);
    }

    private ZipArchive Open()
    {
        ObjectDisposedException.ThrowIf(disposed, this);
        try
        {
            var archive = ZipFile.OpenRead(path);
            _ = archive.Entries.Count; // reads the directory, so that damage shows now
            return archive;
        }
        catch (Exception e) when (e is InvalidDataException or IOException or UnauthorizedAccessException)
        {
            throw new DatasetException(new DataProblem(name, "is damaged, or not a zip archive", $"download it again ({e.Message})"), e);
        }
    }
}
