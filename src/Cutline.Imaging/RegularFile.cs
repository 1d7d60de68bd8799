using System.Formats.Tar;

namespace Cutline.Imaging;

/// <summary>Tells files from pipes, sockets and devices, which a reader may wait for without end.</summary>
public static class RegularFile
{
    /// <summary>What is said of another kind of file.</summary>
    public const string Refusal = "is a pipe, a socket or a device, not a file";

    /// <summary>Whether there is a file, also one whose name is not UTF-8, which .NET lists and does not find.</summary>
    /// <exception cref="IOException">Several files have this name but for bytes that are not UTF-8.</exception>
    public static bool Exists(string path) => File.Exists(path) || RawName.Find(path) is not null;

    /// <summary>Whether a path is a regular file or a link to one. What does not exist is, too: opening it says so.</summary>
    public static bool Is(string path)
    {
        if (!File.Exists(path)) return true;
        var file = new FileInfo(path);
        try
        {
            if (file.ResolveLinkTarget(returnFinalTarget: true) is FileInfo target) file = target;
            if (!file.Exists) return true; // a link to nothing
            if (file.Length > 0 || OperatingSystem.IsWindows()) return true; // others have no length
            // .NET tells the kind of a file in archives alone
            using var archive = new MemoryStream();
            using (var writer = new TarWriter(archive, leaveOpen: true)) writer.WriteEntry(file.FullName, "file");
            archive.Position = 0;
            using var reader = new TarReader(archive);
            return reader.GetNextEntry()?.EntryType is TarEntryType.RegularFile or TarEntryType.V7RegularFile;
        }
        catch (UnauthorizedAccessException)
        {
            return true; // a regular file that may not be read
        }
        catch (IOException)
        {
            return false; // archives take no sockets
        }
    }
}
