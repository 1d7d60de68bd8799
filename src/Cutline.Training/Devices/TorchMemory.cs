using System.Runtime.InteropServices;

namespace Cutline.Training.Devices;

/// <summary>
/// Where libtorch's CPU memory comes from. A training step frees what the next one asks for: by default the C allocator returns large
/// blocks to the kernel, which clears every page of them again at the next step.
/// </summary>
internal static partial class TorchMemory
{
    // Parameters of glibc's mallopt, and of Linux's madvise.
    private const int TrimThreshold = -1, MmapMax = -4, ArenaMax = -8, HugePages = 14;

    /// <summary>Addresses that are to be backed by huge pages: the activations of a step. Takes no memory until it is used.</summary>
    private const ulong Area = 4UL << 30;

    private const ulong HugePage = 2 << 20;

    /// <summary>
    /// Lets the C allocator keep freed blocks in one heap, and the heap's beginning lie in huge pages. Where the C library is not glibc,
    /// nothing happens. libtorch's own way to huge pages (THP_MEM_ALLOC_ENABLE) aligns every block and so scatters the heap.
    /// </summary>
    internal static void KeepPages()
    {
        if (!NativeLibrary.TryLoad("libc.so.6", out var libc) || !NativeLibrary.TryGetExport(libc, "mallopt", out _)) return;
        _ = MallocOption(TrimThreshold, -1); // never
        _ = MallocOption(MmapMax, 0);
        _ = MallocOption(ArenaMax, 1);
        var area = Allocate(Area);
        if (area == 0) return; // no such addresses, under a memory limit: small pages, then
        _ = Advise((nint)(((ulong)area + HugePage - 1) / HugePage * HugePage), Area - HugePage, HugePages);
        Free(area);
    }

    [LibraryImport("libc", EntryPoint = "mallopt")]
    private static partial int MallocOption(int parameter, int value);

    [LibraryImport("libc", EntryPoint = "malloc")]
    private static partial nint Allocate(ulong bytes);

    [LibraryImport("libc", EntryPoint = "free")]
    private static partial void Free(nint block);

    [LibraryImport("libc", EntryPoint = "madvise")]
    private static partial int Advise(nint address, ulong bytes, int advice);
}
