using System.Runtime.InteropServices;

namespace Cutline.Web.Jobs;

/// <summary>Files that are on the disk, whole, when they are said to be written: after a power failure they are as they were, or as they are to be.</summary>
internal static partial class SyncedFile
{
    /// <summary>The ending of a file that is being written. One that its writer left behind may be deleted.</summary>
    public const string Unfinished = ".tmp";

    private const int ReadOnly = 0, NoSpace = 28;

    /// <summary>Writes a file beside its place and renames it.</summary>
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

    /// <summary>Brings a folder's names to the disk: those of new and renamed files.</summary>
    /// <exception cref="IOException">The folder is not there, or the disk failed.</exception>
    public static void SyncFolder(string folder)
    {
        var handle = Open(folder, ReadOnly);
        if (handle < 0) throw new IOException($"{folder} cannot be opened: {Marshal.GetLastPInvokeErrorMessage()}");
        var failed = Sync(handle) != 0;
        var reason = Marshal.GetLastPInvokeErrorMessage();
        _ = Close(handle);
        if (failed) throw new IOException($"{folder} cannot be brought to the disk: {reason}");
    }

    /// <summary>Whether writing failed for want of room.</summary>
    public static bool IsFull(Exception e) => e is IOException { HResult: NoSpace };

    [LibraryImport("libc", EntryPoint = "open", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)] private static partial int Open(string path, int flags);
    [LibraryImport("libc", EntryPoint = "fsync", SetLastError = true)] private static partial int Sync(int handle);
    [LibraryImport("libc", EntryPoint = "close")] private static partial int Close(int handle);
}
