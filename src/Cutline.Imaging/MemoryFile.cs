using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Cutline.Imaging;

/// <summary>
/// Files that lie in memory and have no name, of Linux alone: no photo is written to a disk, and read-only folders will do.
/// </summary>
internal static partial class MemoryFile
{
    private const uint CloseOnExecute = 1, AllowSealing = 2;
    private const int AddSeals = 1033, SealShrink = 2;

    /// <param name="label">What the system's lists of open files show.</param>
    /// <param name="sealedSize">Whether nobody can make it smaller: pages that are mapped stay there.</param>
    /// <returns>Null where the system has no such files.</returns>
    internal static SafeFileHandle? TryCreate(string label, bool sealedSize = false)
    {
        if (!OperatingSystem.IsLinux()) return null;
        var file = new SafeFileHandle(Create(label, CloseOnExecute | AllowSealing), ownsHandle: true);
        if (!file.IsInvalid && (!sealedSize || Control((int)file.DangerousGetHandle(), AddSeals, SealShrink) == 0)) return file;
        file.Dispose();
        return null;
    }

    /// <summary>The path by which another process of the same user opens a file of this one.</summary>
    internal static string PathOf(SafeFileHandle file) => $"/proc/{Environment.ProcessId}/fd/{file.DangerousGetHandle()}";

    [LibraryImport("libc", EntryPoint = "memfd_create", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Create(string label, uint flags);

    [LibraryImport("libc", EntryPoint = "fcntl")]
    private static partial int Control(int file, int command, int argument);
}
