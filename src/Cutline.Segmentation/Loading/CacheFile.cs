namespace Cutline.Segmentation.Loading;

/// <summary>Opens a cache file for one process alone.</summary>
internal static class CacheFile
{
    /// <summary>The file with its earlier content when that is of this layout, else made anew, its room reserved on the disk.</summary>
    public static FileStream Open(string path, CacheLayout layout)
    {
        if (TryReuse(path, layout) is { } earlier) return earlier;
        try
        {
            return Make(path, layout);
        }
        catch (IOException) when (File.Exists(path))
        {
            // Another process made or holds it: this run has one of its own, which is gone from the folder at once.
            var own = $"{path}.{Environment.ProcessId}-{Guid.NewGuid():n}";
            var stream = Make(own, layout);
            File.Delete(own);
            return stream;
        }
    }

    private static FileStream? TryReuse(string path, CacheLayout layout)
    {
        if (!File.Exists(path)) return null;
        FileStream stream;
        try
        {
            stream = new FileStream(path, FileMode.Open, FileAccess.ReadWrite, FileShare.None, bufferSize: 0);
        }
        catch (FileNotFoundException)
        {
            return null;
        }
        catch (IOException)
        {
            return null; // locked
        }

        var header = new byte[layout.Header.Length];
        if (stream.Length == layout.FileBytes && stream.ReadAtLeast(header, header.Length, throwOnEndOfStream: false) == header.Length
            && header.AsSpan().SequenceEqual(layout.Header))
        {
            return stream;
        }

        // Half made or damaged. Deleted under the lock, so that no other process can have begun to use it.
        File.Delete(path);
        stream.Dispose();
        return null;
    }

    private static FileStream Make(string path, CacheLayout layout)
    {
        // Room is reserved now: a disk that fills up later would end the process at a write to mapped memory.
        var stream = new FileStream(path, new FileStreamOptions
        {
            Mode = FileMode.CreateNew,
            Access = FileAccess.ReadWrite,
            Share = FileShare.None,
            BufferSize = 0,
            PreallocationSize = layout.FileBytes,
        });
        try
        {
            stream.SetLength(layout.FileBytes);
            stream.Write(layout.Header);
            return stream;
        }
        catch
        {
            File.Delete(path);
            stream.Dispose();
            throw;
        }
    }
}
