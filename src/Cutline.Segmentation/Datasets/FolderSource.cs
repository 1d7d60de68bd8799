using Cutline.Imaging;

namespace Cutline.Segmentation.Datasets;

/// <summary>Reads the files of a folder, without those in its subfolders.</summary>
internal sealed class FolderSource : FileSource
{
    private readonly string folder;

    public FolderSource(string folder)
    {
        this.folder = folder;
        var shown = Path.GetFileName(Path.TrimEndingDirectorySeparator(folder));
        try
        {
            Files = [.. Directory.EnumerateFiles(folder)
                .Select(path => Path.GetFileName(path))
                .Where(name => !SourceFile.IsSystemFile(name))
                .Order(StringComparer.Ordinal)
                .Select((name, i) => new SourceFile(name, $"{shown}/{name}", i))];
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new DatasetException(new DataProblem($"{folder}/", "cannot be listed", $"check that it may be read ({e.Message})"), e);
        }
    }

    public override IReadOnlyList<SourceFile> Files { get; }

    public override byte[] Read(SourceFile file, long limit)
    {
        try
        {
            var path = Path.Combine(folder, file.Name);
            if (!RegularFile.Is(path))
                throw new DatasetException(new DataProblem(file.DisplayPath, RegularFile.Refusal, "remove it"));
            using var handle = File.OpenHandle(path, options: FileOptions.SequentialScan);
            var length = RandomAccess.GetLength(handle);
            if (length > limit) throw TooLong(file, limit);

            var bytes = GC.AllocateUninitializedArray<byte>((int)length);
            var read = 0;
            while (read < bytes.Length && RandomAccess.Read(handle, bytes.AsSpan(read), read) is > 0 and var n) read += n;
            return read == bytes.Length ? bytes : bytes[..read];
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new DatasetException(
                new DataProblem(file.DisplayPath, "cannot be read", $"check that it exists and may be read ({e.Message})"), e);
        }
    }
}
