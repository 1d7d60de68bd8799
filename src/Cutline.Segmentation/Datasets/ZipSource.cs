using System.Collections.Concurrent;
using System.IO.Compression;
using System.IO.Hashing;
using Cutline.Imaging;

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
            .Select((entry, position) => (Path: entry.FullName.Replace('\\', '/'), Position: position)) // as some write on Windows
            .Where(e => !e.Path.EndsWith('/') && !PictureNames.IsInLitter(e.Path))
            .Select(e => new SourceFile(e.Path[(e.Path.LastIndexOf('/') + 1)..], $"{name}/{e.Path}", e.Position))
            .OrderBy(file => file.Name, StringComparer.Ordinal)];
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
            if (read < bytes.Length) return bytes[..read];
            if (Crc32.HashToUInt32(bytes) != entry.Crc32)
                throw new InvalidDataException("its bytes are not those that were packed: the checksums differ");
            return bytes;
        }
        catch (Exception e) when (e is InvalidDataException or IOException or NotSupportedException or ArgumentException)
        {
            throw new DatasetException(
                e.Message.Contains("compressed using", StringComparison.Ordinal)
                    ? new DataProblem(
                        file.DisplayPath, "is compressed in a way that is not read", $"unpack {name}, and put the folder in its place")
                    : new DataProblem(file.DisplayPath, "cannot be unpacked", $"download {name} again ({e.Message})"), e);
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
            BoundedFile.CheckKind(path, name);
            var archive = ZipFile.OpenRead(path);
            if (archive.Entries.FirstOrDefault(entry => entry.IsEncrypted) is not { } locked) return archive;
            archive.Dispose();
            throw new DatasetException(new DataProblem(
                $"{name}/{locked.FullName}", "is encrypted with a password", $"unpack {name} with it, and put the folder in its place"));
        }
        catch (Exception e) when (e is InvalidDataException or IOException or UnauthorizedAccessException)
        {
            throw new DatasetException(new DataProblem(name, "is damaged, or not a zip archive", $"download it again ({e.Message})"), e);
        }
    }
}
