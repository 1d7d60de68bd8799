namespace Cutline.Segmentation.Loading;

/// <summary>Opens a cache file so that no other process can open it at the same time.</summary>
internal static class CacheFile
{
    /// <summary>
    /// Opens the file with its content where that is of this layout; otherwise creates it and reserves its space on the disk.
    /// </summary>
    public static FileStream Open(string path, CacheLayout layout)
    {
        if (TryReuse(path, layout) is { } earlier) return earlier;
        try
        {
            return Create(path, layout);
        }
        catch (IOException) when (File.Exists(path))
        {
            // Another process has created or opened it: this run gets a file of its own, which is removed from the folder immediately.
            var own = $"{path}.{Environment.ProcessId}-{Guid.NewGuid():n}";
            var stream = Create(own, layout);
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
            return null; // another process has it open
        }

        var header = new byte[layout.Header.Length];
        if (stream.Length == layout.FileBytes && stream.ReadAtLeast(header, header.Length, throwOnEndOfStream: false) == header.Length
            && header.AsSpan().SequenceEqual(layout.Header))
        {
            return stream;
        }

        // Incomplete or damaged. It is deleted while it is locked, so that no other process can be using it.
        File.Delete(path);
        stream.Dispose();
        return null;
    }

    private static FileStream Create(string path, CacheLayout layout)
    {
        // Space is reserved now: if the disk filled up later, a write to mapped memory would kill the process.
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
