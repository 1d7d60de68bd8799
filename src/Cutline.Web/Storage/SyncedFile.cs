using System.Runtime.InteropServices;

namespace Cutline.Web.Storage;

/// <summary>Writes files atomically and durably: after a crash or power failure, a file has either its old or its new content.</summary>
internal static partial class SyncedFile
{
    /// <summary>The suffix of a file that is being written. One that a stopped process left behind may be deleted.</summary>
    public const string Unfinished = ".tmp";

    private const int ReadOnly = 0, NoSpace = 28;

    /// <summary>Writes a temporary file in the same folder and renames it.</summary>
    public static async Task WriteAsync(string path, ReadOnlyMemory<byte> bytes, CancellationToken cancel = default)
    {
        var temporary = path + Unfinished;
        await using (var file = new FileStream(temporary, FileMode.Create, FileAccess.Write, FileShare.None, bufferSize: 0, useAsync: true))
        {
            await file.WriteAsync(bytes, cancel);
            file.Flush(flushToDisk: true);
        }

        File.Move(temporary, path, overwrite: true);
        SyncFolder(Path.GetDirectoryName(path)!);
    }

    /// <summary>Flushes a folder's entries to the disk, after files were created or renamed.</summary>
    /// <exception cref="IOException">The folder does not exist, or the disk failed.</exception>
    public static void SyncFolder(string folder)
    {
        var handle = Open(folder, ReadOnly);
        if (handle < 0) throw new IOException($"{folder} cannot be opened: {Marshal.GetLastPInvokeErrorMessage()}");
        var failed = Sync(handle) != 0;
        var reason = Marshal.GetLastPInvokeErrorMessage();
        _ = Close(handle);
        if (failed) throw new IOException($"{folder} cannot be flushed to the disk: {reason}");
    }

    /// <summary>Whether an exception says that the disk is full.</summary>
    public static bool IsFull(Exception e) => e is IOException { HResult: NoSpace };

    [LibraryImport("libc", EntryPoint = "open", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Open(string path, int flags);

    [LibraryImport("libc", EntryPoint = "fsync", SetLastError = true)]
    private static partial int Sync(int handle);

    [LibraryImport("libc", EntryPoint = "close")]
    private static partial int Close(int handle);
}
