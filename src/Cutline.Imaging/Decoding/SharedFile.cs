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

    private readonly SafeFileHandle file;
    private readonly FileStream? temporary;

    private SharedFile(SafeFileHandle file, string path, FileStream? temporary = null) =>
        (this.file, Path, this.temporary) = (file, path, temporary);

    /// <summary>Where another process opens it.</summary>
    internal string Path { get; }

    /// <summary>An empty one.</summary>
    /// <exception cref="IOException">No more files can be made.</exception>
    /// <exception cref="UnauthorizedAccessException">The folder of temporary files cannot be written to.</exception>
    internal static SharedFile Create()
    {
        if (MemoryFile.TryCreate("picture", sealedSize: true) is { } memory) return new(memory, MemoryFile.PathOf(memory));
        var path = System.IO.Path.Combine(System.IO.Path.GetTempPath(), $"cutline-{Guid.NewGuid():N}.tmp");
        var options = new FileStreamOptions
        {
            Mode = FileMode.CreateNew, Access = FileAccess.ReadWrite, Share = FileShare.ReadWrite | FileShare.Delete,
            Options = FileOptions.DeleteOnClose,
        };
        if (!OperatingSystem.IsWindows()) options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        var stream = new FileStream(path, options);
        return new(stream.SafeFileHandle, path, stream);
    }

    /// <summary>The one that another process has created.</summary>
    internal static SharedFile Open(string path) =>
        new(File.OpenHandle(path, FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite | FileShare.Delete), path);

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

    /// <summary>Makes it longer.</summary>
    internal void Grow(long length) => RandomAccess.SetLength(file, length);

    /// <summary>A part of it as memory, which lives on when the file is closed.</summary>
    internal PixelMemory Map(long at, long bytes)
    {
        using var mapped = MemoryMappedFile.CreateFromFile(
            file, mapName: null, capacity: 0, MemoryMappedFileAccess.ReadWrite, HandleInheritability.None, leaveOpen: true);
        return new MappedPixels(mapped.CreateViewAccessor(at, bytes, MemoryMappedFileAccess.ReadWrite));
    }

    public void Dispose()
    {
        temporary?.Dispose();
        file.Dispose();
    }

    private sealed unsafe class MappedPixels : PixelMemory
    {
        private readonly MemoryMappedViewAccessor view;

        internal MappedPixels(MemoryMappedViewAccessor view)
        {
            this.view = view;
            byte* start = null;
            view.SafeMemoryMappedViewHandle.AcquirePointer(ref start);
            Start = (nint)(start + view.PointerOffset);
        }

        internal override nint Start { get; }

        public override void Dispose()
        {
            view.SafeMemoryMappedViewHandle.ReleasePointer();
            view.SafeMemoryMappedViewHandle.Dispose(); // without writing it anywhere, as the view itself would
        }
    }
}
