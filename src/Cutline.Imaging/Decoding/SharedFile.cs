using System.IO.MemoryMappedFiles;
using Microsoft.Win32.SafeHandles;

namespace Cutline.Imaging.Decoding;

/// <summary>
/// The file by which a picture goes to a decoder process and its pixels come back: on Linux one in memory that cannot be made smaller, so
/// that what is mapped stays there; elsewhere a temporary one, deleted when it is closed.
/// </summary>
internal sealed class SharedFile : IDisposable
{
    /// <summary>Pixels begin at a multiple of this, as mapping needs it.</summary>
    private const long Page = 1 << 16;

    private static long created;

    private readonly SafeFileHandle file;
    private readonly FileStream? temporary;
    private MemoryMappedViewAccessor? view;
    private nint start;
    private long mapped;

    private SharedFile(long number, SafeFileHandle file, string path, FileStream? temporary = null) =>
        (Number, this.file, Path, this.temporary) = (number, file, path, temporary);

    /// <summary>Tells it from others of the process that has created it.</summary>
    internal long Number { get; }

    /// <summary>Where another process opens it.</summary>
    internal string Path { get; }

    /// <summary>An empty one.</summary>
    /// <exception cref="IOException">No more files can be made.</exception>
    /// <exception cref="UnauthorizedAccessException">The folder of temporary files cannot be written to.</exception>
    internal static SharedFile Create()
    {
        var number = Interlocked.Increment(ref created);
        if (MemoryFile.TryCreate("picture", sealedSize: true) is { } memory) return new(number, memory, MemoryFile.PathOf(memory));
        var path = System.IO.Path.Combine(System.IO.Path.GetTempPath(), $"cutline-{Guid.NewGuid():N}.tmp");
        var options = new FileStreamOptions
        {
            Mode = FileMode.CreateNew, Access = FileAccess.ReadWrite, Share = FileShare.ReadWrite | FileShare.Delete,
            Options = FileOptions.DeleteOnClose,
        };
        if (!OperatingSystem.IsWindows()) options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        var stream = new FileStream(path, options);
        return new(number, stream.SafeFileHandle, path, stream);
    }

    /// <summary>The one that another process has created.</summary>
    internal static SharedFile Open(long number, string path) =>
        new(number, File.OpenHandle(path, FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite | FileShare.Delete), path);

    internal long Length => RandomAccess.GetLength(file);

    internal void Write(ReadOnlySpan<byte> bytes, long at) => RandomAccess.Write(file, bytes, at);

    /// <exception cref="EndOfStreamException">It ends before.</exception>
    internal byte[] Read(long at, int count)
    {
        var bytes = GC.AllocateUninitializedArray<byte>(count);
        for (var n = 0; n < count;)
        {
            var read = RandomAccess.Read(file, bytes.AsSpan(n), at + n);
            n += read > 0 ? read : throw new EndOfStreamException("the shared file is too short");
        }

        return bytes;
    }

    /// <summary>The first place for pixels behind so many bytes.</summary>
    internal static long After(long bytes) => (bytes + Page - 1) / Page * Page;

    /// <summary>Makes it as long as that, unless it is already.</summary>
    internal void Grow(long length)
    {
        if (Length < length) RandomAccess.SetLength(file, length);
    }

    /// <summary>A part of it as memory. It stays mapped, since new pages cost as much as decoding.</summary>
    /// <param name="at">Where it begins.</param>
    /// <param name="bytes">Its length; the file is as long.</param>
    /// <param name="release">Gets the file when the memory is not used any longer.</param>
    internal PixelMemory Map(long at, long bytes, Action<SharedFile> release)
    {
        if (mapped < at + bytes)
        {
            Unmap();
            using var all = MemoryMappedFile.CreateFromFile(
                file, mapName: null, capacity: 0, MemoryMappedFileAccess.ReadWrite, HandleInheritability.None, leaveOpen: true);
            (view, mapped) = (all.CreateViewAccessor(0, 0, MemoryMappedFileAccess.ReadWrite), Length);
            unsafe
            {
                byte* first = null;
                view.SafeMemoryMappedViewHandle.AcquirePointer(ref first);
                start = (nint)(first + view.PointerOffset);
            }
        }

        return new MappedPixels(this, (nint)(start + at), release);
    }

    public void Dispose()
    {
        Unmap();
        temporary?.Dispose();
        file.Dispose();
    }

    private void Unmap()
    {
        if (view is null) return;
        view.SafeMemoryMappedViewHandle.ReleasePointer();
        view.SafeMemoryMappedViewHandle.Dispose(); // without writing it anywhere, as the view itself would
        (view, start, mapped) = (null, 0, 0);
    }

    private sealed class MappedPixels(SharedFile file, nint start, Action<SharedFile> release) : PixelMemory
    {
        internal override nint Start => start;

        public override void Dispose() => release(file);
    }
}
