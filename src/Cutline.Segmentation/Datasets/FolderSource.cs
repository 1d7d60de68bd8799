using Cutline.Imaging;

namespace Cutline.Segmentation.Datasets;

/// <summary>Reads the files of one or more folders.</summary>
internal sealed class FolderSource : FileSource
{
    private readonly string root;

    /// <param name="root">The dataset's root.</param>
    /// <param name="folders">Relative to the root; the names of its files get the prefix.</param>
    /// <param name="recursive">Whether the files in their subfolders count, too; their names are then paths.</param>
    /// <exception cref="DatasetException">A folder cannot be listed.</exception>
    public FolderSource(string root, IEnumerable<(string Folder, string Prefix)> folders, bool recursive)
    {
        this.root = root;
        var depth = recursive ? SearchOption.AllDirectories : SearchOption.TopDirectoryOnly;
        Files = [.. folders.SelectMany(f => List(f.Folder, depth).Select(file => (Name: f.Prefix + file, Path: $"{f.Folder}/{file}")))
            .OrderBy(file => file.Name, StringComparer.Ordinal)
            .Select((file, i) => new SourceFile(file.Name, file.Path, i))];
    }

    public override IReadOnlyList<SourceFile> Files { get; }

    public override byte[] Read(SourceFile file, long limit)
    {
        try
        {
            var path = Path.Combine(root, file.DisplayPath);
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

    /// <summary>The files of a folder, relative to it, with forward slashes.</summary>
    private string[] List(string folder, SearchOption depth)
    {
        try
        {
            var at = Path.Combine(root, folder);
            return [.. Directory.EnumerateFiles(at, "*", depth)
                .Select(file => Path.GetRelativePath(at, file).Replace(Path.DirectorySeparatorChar, '/'))
                .Where(file => !PictureNames.IsInLitter(file))];
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new DatasetException(new DataProblem($"{folder}/", "cannot be listed", $"check that it may be read ({e.Message})"), e);
        }
    }
}
