using System.Buffers.Binary;
using System.Reflection;
using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Cutline.Training.Devices;

/// <summary>
/// Loads TorchSharp's Linux library where the system's C++ runtime is older than GCC 13's (Debian 12). That library names the version
/// GLIBCXX_3.4.32 for one symbol, <c>std::ios_base_library_init</c>, which no instruction of it uses; the loader refuses it all the same.
/// Here a copy in memory says that this version need not be there, as <c>ld</c> does for weak references. Nothing else differs, and where
/// the library loads as it is none of this runs. To be deleted when Debian 12 is no longer supported (June 2028).
/// </summary>
internal static partial class OlderCppRuntime
{
    private const string Library = "LibTorchSharp", Version = "GLIBCXX_3.4.32";
    private static readonly string[] Needed = ["libc10.so", "libtorch_cpu.so", "libtorch.so"];

    private const ushort Weak = 2;              // VER_FLG_WEAK of the ELF format's Elf64_Vernaux.vna_flags
    private const uint CloseOnExec = 1;         // MFD_CLOEXEC

    /// <summary>Answers the runtime's question for a library that it could not load; 0 where the answer is not known here.</summary>
    internal static nint Resolve(Assembly assembly, string name)
    {
        if (name != Library || Find($"lib{Library}.so") is not { } path) return 0;
        var needed = Array.ConvertAll(Needed, Find);
        if (needed.Contains(null)) return 0; // libtorch is not there, as TorchSharp then says
        var bytes = File.ReadAllBytes(path);
        if (!MakeOptional(bytes)) return 0;
        // The copy has no folder: what it needs is loaded before it, by the path it would have looked in.
        foreach (var file in needed) NativeLibrary.Load(file!);
        return LoadFromMemory(bytes);
    }

    /// <summary>
    /// Marks the version requirement as one that may be missing. Returns whether the file has exactly one such requirement.
    /// </summary>
    internal static bool MakeOptional(Span<byte> elf)
    {
        // Elf64_Vernaux: hash of the version's name (4 bytes), flags (2), index (2), offset of the name (4), offset of the next entry (4).
        Span<byte> hash = stackalloc byte[4];
        BinaryPrimitives.WriteUInt32LittleEndian(hash, Hash(Version));
        var at = elf.IndexOf(hash);
        if (at < 0 || at + 16 > elf.Length || elf[(at + 4)..].IndexOf(hash) >= 0) return false;
        var flags = elf.Slice(at + 4, 2);
        BinaryPrimitives.WriteUInt16LittleEndian(flags, (ushort)(BinaryPrimitives.ReadUInt16LittleEndian(flags) | Weak));
        return true;
    }

    /// <summary>The hash of a symbol's or version's name in the ELF format.</summary>
    private static uint Hash(string name)
    {
        var hash = 0u;
        foreach (var c in name)
        {
            hash = (hash << 4) + c;
            var high = hash & 0xF000_0000;
            hash = (hash ^ (high >> 24)) & ~high;
        }

        return hash;
    }

    /// <summary>Where a native library lies that came with the packages: in the folder of its platform, or beside the program.</summary>
    private static string? Find(string file)
    {
        var folders = ((string?)AppContext.GetData("NATIVE_DLL_SEARCH_DIRECTORIES") ?? "")
            .Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
            .Append(AppContext.BaseDirectory)
            .Append(Path.Combine(AppContext.BaseDirectory, "runtimes", "linux-x64", "native"));
        return folders.Select(folder => Path.Combine(folder, file)).FirstOrDefault(File.Exists);
    }

    private static nint LoadFromMemory(ReadOnlySpan<byte> bytes)
    {
        var descriptor = MemoryFile(Library, CloseOnExec);
        if (descriptor < 0)
            throw new DllNotFoundException($"no memory file could be made for {Library} (error {Marshal.GetLastPInvokeError()}): use a "
            + "system with GCC 13's libstdc++");
        using var handle = new SafeFileHandle(descriptor, ownsHandle: true);
        RandomAccess.Write(handle, bytes, 0);
        return NativeLibrary.Load($"/proc/self/fd/{descriptor}"); // the mapping outlives the descriptor
    }

    [LibraryImport("libc", EntryPoint = "memfd_create", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int MemoryFile(string name, uint flags);
}
