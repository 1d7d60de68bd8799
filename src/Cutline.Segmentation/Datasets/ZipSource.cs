using System.Collections.Concurrent;
using System.IO.Compression;

namespace Cutline.Segmentation.Datasets;

/// <summary>
/// The files of an archive as it was downloaded; nothing is extracted to disk. An archive's reader serves one thread
/// at a time, so each reading thread borrows one of a pool.
/// </summary>
internal sealed class ZipSource : FileSource
{
    private readonly string path;
    private readonly string shown;
    private readonly ConcurrentBag<ZipArchive> idle = [];
    private volatile bool disposed;

    public ZipSource(string path)
    {
        this.path = path;
        shown = Path.GetFileName(path);
        var archive = Open();
        Files = [.. archive.Entries
            .Select((entry, position) => (entry, position))
            .Where(e => e.entry.Name.Length > 0 && !SourceFile.IsLitter(e.entry.Name) && !e.entry.FullName.StartsWith("__MACOSX/", StringComparison.Ordinal))
            .OrderBy(e => e.entry.Name, StringComparer.Ordinal)
            .Select(e => new SourceFile(e.entry.Name, $"{shown}/{e.entry.FullName}", e.position))];
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

            // The length in the directory is a claim: what follows beyond it is not read.
            var bytes = GC.AllocateUninitializedArray<byte>((int)entry.Length);
            using var stream = entry.Open();
            var read = stream.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false);
            return read == bytes.Length ? bytes : bytes[..read];
        }
        catch (Exception e) when (e is InvalidDataException or IOException or NotSupportedException or ArgumentException)
        {
            throw new DatasetException(new DataProblem(file.Shown, "cannot be unpacked", $"download {shown} again ({e.Message})"), e);
        }
        finally
        {
            Return(archive);
        }
    }

    public override void Dispose()
    {
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
            _ = archive.Entries.Count; // reads the directory
            return archive;
        }
        catch (Exception e) when (e is InvalidDataException or IOException or UnauthorizedAccessException)
        {
            throw new DatasetException(new DataProblem(shown, "is no whole zip archive that can be read", $"download it again ({e.Message})"), e);
        }
    }
}
