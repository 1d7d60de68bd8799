using System.Runtime.InteropServices;

namespace Cutline.Imaging;

/// <summary>
/// Writes a file whole or not at all: under a temporary name beside its place, to the disk, then renamed over what stood there, then the
/// folder's names to the disk. After a crash or a power failure the file is as it was or as it is to be. A process that is killed leaves
/// at most its temporary file, whose name ends in <see cref="TemporaryEnding"/>. In a folder of the user's own
/// (<see cref="PrivateFolder"/>) the file is the user's own.
/// </summary>
public static partial class AtomicFile
{
    /// <summary>The ending of a file that is being written. One that its writer left behind may be deleted.</summary>
    public const string TemporaryEnding = ".tmp";

    /// <summary>Writes bytes to a file.</summary>
    /// <exception cref="DiskFullException">There is no room for it; what stood there before still does.</exception>
    /// <exception cref="IOException">It cannot be written; what stood there before still does.</exception>
    /// <exception cref="UnauthorizedAccessException">Likewise.</exception>
    public static void Write(string path, ReadOnlySpan<byte> bytes)
    {
        try
        {
            using var file = new PendingFile(path, FileOptions.None);
            file.Content.Write(bytes);
            file.Commit();
        }
        catch (IOException e) when (IsDiskFull(e))
        {
            throw DiskFullException.At(path, e);
        }
    }

    /// <summary>Writes what a function puts into a stream to a file.</summary>
    /// <param name="path">The file.</param>
    /// <param name="write">Writes the content and leaves the stream open. Where it throws, what stood there before still does.</param>
    /// <inheritdoc cref="Write(string, ReadOnlySpan{byte})" path="/exception"/>
    public static void Write(string path, Action<Stream> write)
    {
        try
        {
            using var file = new PendingFile(path, FileOptions.None);
            write(file.Content);
            file.Commit();
        }
        catch (IOException e) when (IsDiskFull(e))
        {
            throw DiskFullException.At(path, e);
        }
    }

    /// <summary>Writes bytes to a file.</summary>
    /// <param name="path">The file.</param>
    /// <param name="bytes">The content.</param>
    /// <param name="cancel">Gives up before the file is renamed.</param>
    /// <inheritdoc cref="Write(string, ReadOnlySpan{byte})" path="/exception"/>
    public static Task WriteAsync(string path, ReadOnlyMemory<byte> bytes, CancellationToken cancel = default) =>
        WriteAsync(path, async file => await file.WriteAsync(bytes, cancel).ConfigureAwait(false), cancel);

    /// <summary>Writes what a function puts into a stream to a file.</summary>
    /// <param name="path">The file.</param>
    /// <param name="write">Writes the content and leaves the stream open. Where it throws, what stood there before still does.</param>
    /// <param name="cancel">Gives up before the file is renamed.</param>
    /// <inheritdoc cref="Write(string, ReadOnlySpan{byte})" path="/exception"/>
    public static async Task WriteAsync(string path, Func<Stream, Task> write, CancellationToken cancel = default)
    {
        try
        {
            using var file = new PendingFile(path, FileOptions.Asynchronous);
            await write(file.Content).ConfigureAwait(false);
            await file.Content.FlushAsync(cancel).ConfigureAwait(false);
            cancel.ThrowIfCancellationRequested();
            file.Commit();
        }
        catch (IOException e) when (IsDiskFull(e))
        {
            throw DiskFullException.At(path, e);
        }
    }

    /// <summary>
    /// Brings a folder's names to the disk: those of new, renamed and deleted files. Where the system has no such thing (Windows, some
    /// network file systems) it does nothing.
    /// </summary>
    /// <exception cref="IOException">The folder is not there, or the disk failed.</exception>
    public static void SyncFolder(string folder)
    {
        if (OperatingSystem.IsWindows()) return;
        var handle = Open(folder, ReadOnly);
        if (handle < 0) throw new IOException($"{folder} cannot be opened: {Marshal.GetLastPInvokeErrorMessage()}");
        var failed = Sync(handle) != 0;
        var (error, reason) = (Marshal.GetLastPInvokeError(), Marshal.GetLastPInvokeErrorMessage());
        _ = Close(handle);
        if (failed && error is not (Invalid or NotSupported or NotSupportedMac))
            throw new IOException($"{folder} cannot be brought to the disk: {reason}", error);
    }

    /// <summary>Whether writing failed for want of room: the disk is full, or the user's share of it.</summary>
    /// <param name="e">What was thrown by writing any file, not only by this class; what caused it is looked at, too.</param>
    public static bool IsDiskFull(Exception? e)
    {
        for (; e is not null; e = e.InnerException)
            if (e is DiskFullException || (e is IOException && IsFull(e.HResult))) return true;
        return false;
    }

    private static bool IsFull(int code) => OperatingSystem.IsWindows()
        ? code is WindowsDiskFull or WindowsHandleDiskFull or WindowsQuota
        : code is NoSpace || code == (OperatingSystem.IsMacOS() ? QuotaMac : Quota);

    // errno, and Windows' errors as HRESULT.
    private const int ReadOnly = 0, NoSpace = 28, Quota = 122, QuotaMac = 69, Invalid = 22, NotSupported = 95, NotSupportedMac = 45;

    private const int WindowsDiskFull = unchecked((int)0x80070070), WindowsHandleDiskFull = unchecked((int)0x80070027),
        WindowsQuota = unchecked((int)0x8007050F);

    [LibraryImport("libc", EntryPoint = "open", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Open(string path, int flags);

    [LibraryImport("libc", EntryPoint = "fsync", SetLastError = true)]
    private static partial int Sync(int handle);

    [LibraryImport("libc", EntryPoint = "close")]
    private static partial int Close(int handle);

    /// <summary>A file under its temporary name; it is deleted unless it was committed.</summary>
    private sealed class PendingFile : IDisposable
    {
        private readonly string path, temporary;
        private bool committed;

        internal PendingFile(string path, FileOptions options)
        {
            this.path = Path.GetFullPath(path);
            temporary = $"{this.path}.{Guid.NewGuid():N}"[..^24] + TemporaryEnding; // 8 of 32 digits: names have a limit
            Content = PrivateFolder.Open(temporary, new()
            {
                Mode = FileMode.CreateNew, Access = FileAccess.Write, Share = FileShare.None, BufferSize = 1 << 16, Options = options,
            });
        }

        internal FileStream Content { get; }

        internal void Commit()
        {
            Content.Flush(flushToDisk: true);
            Content.Dispose();
            File.Move(temporary, path, overwrite: true);
            committed = true;
            SyncFolder(Path.GetDirectoryName(path)!);
        }

        public void Dispose()
        {
            if (committed) return;
            try
            {
                Content.Dispose(); // which writes what is still in the buffer, and fails again on a full disk
            }
            catch (IOException)
            {
                // The first failure is the one that is thrown.
            }

            try
            {
                File.Delete(temporary);
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                // Likewise; a later sweep of temporary files takes it.
            }
        }
    }
}
