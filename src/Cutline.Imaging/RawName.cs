using System.Runtime.InteropServices;
using System.Text;

namespace Cutline.Imaging;

/// <summary>
/// Files whose names are not UTF-8, as old archives and cameras leave them: on Linux a name is bytes, and .NET lists it with U+FFFD in
/// place of those that are not UTF-8, under which nothing can be opened.
/// </summary>
internal static partial class RawName
{
    private const char Replacement = '\uFFFD';

    private const int ReadOnly = 0, CloseOnExec = 0x80000; // of open(2)

    private const int NameInEntry = 19; // of struct dirent on 64-bit Linux: behind inode, offset, length and kind

    /// <summary>The path of the file as bytes; null where it is not such a name, or no such file is there.</summary>
    /// <exception cref="IOException">Several files have this name but for bytes that are not UTF-8.</exception>
    internal static byte[]? Find(string path)
    {
        if (!OperatingSystem.IsLinux() || !path.Contains(Replacement, StringComparison.Ordinal) || Path.Exists(path)) return null;
        var raw = "/"u8.ToArray();
        foreach (var part in Path.GetFullPath(path).Split('/', StringSplitOptions.RemoveEmptyEntries))
        {
            var name = Encoding.UTF8.GetBytes(part);
            if (part.Contains(Replacement, StringComparison.Ordinal))
            {
                var alike = Names(raw).Where(entry => Encoding.UTF8.GetString(entry) == part).ToArray();
                if (alike.Length == 0) return null;
                if (alike.Length > 1)
                    throw new IOException($"{alike.Length} files are named {part} but for bytes that are not UTF-8: rename them");
                name = alike[0];
            }

            raw = [.. raw, .. raw.Length > 1 ? "/"u8 : [], .. name];
        }

        return raw;
    }

    /// <summary>Opens the file for reading.</summary>
    /// <exception cref="IOException">It cannot be opened.</exception>
    internal static FileStream Open(byte[] raw)
    {
        var handle = Open([.. raw, 0], ReadOnly | CloseOnExec);
        return handle >= 0
            ? new FileStream(new(handle, ownsHandle: true), FileAccess.Read, bufferSize: 0)
            : throw new IOException($"{Encoding.UTF8.GetString(raw)} cannot be opened: {Marshal.GetLastPInvokeErrorMessage()}");
    }

    private static List<byte[]> Names(byte[] folder)
    {
        var names = new List<byte[]>();
        var open = OpenFolder([.. folder, 0]);
        if (open == 0) return names;
        try
        {
            for (nint entry; (entry = Next(open)) != 0;)
            {
                var length = 0;
                while (Marshal.ReadByte(entry, NameInEntry + length) != 0) length++;
                var name = new byte[length];
                Marshal.Copy(entry + NameInEntry, name, 0, length);
                names.Add(name);
            }
        }
        finally
        {
            _ = CloseFolder(open);
        }

        return names;
    }

    [LibraryImport("libc", EntryPoint = "open", SetLastError = true)]
    private static partial int Open(byte[] path, int flags);

    [LibraryImport("libc", EntryPoint = "opendir")]
    private static partial nint OpenFolder(byte[] path);

    [LibraryImport("libc", EntryPoint = "readdir")]
    private static partial nint Next(nint folder);

    [LibraryImport("libc", EntryPoint = "closedir")]
    private static partial int CloseFolder(nint folder);
}
