using System.Runtime.InteropServices;

namespace Cutline.Training.Devices;

/// <summary>
/// Where libtorch's CPU memory comes from. A training step frees what the next one asks for: by default the C allocator returns large
/// blocks to the kernel, which clears every page of them again at the next step.
/// </summary>
internal static partial class TorchMemory
{
    // Parameters of glibc's mallopt.
    private const int TrimThreshold = -1, MmapThreshold = -3, MmapMax = -4;

    /// <summary>
    /// Lets the allocator keep freed blocks and lets libtorch ask for huge pages. Elsewhere than on glibc the first does nothing.
    /// </summary>
    internal static void KeepPages()
    {
        NativeEnvironment.SetDefault("THP_MEM_ALLOC_ENABLE", "1");
        MallocOption(MmapThreshold, int.MaxValue);
        MallocOption(TrimThreshold, int.MaxValue);
        MallocOption(MmapMax, 0);
    }

    [LibraryImport("libc", EntryPoint = "mallopt")]
    private static partial int MallocOption(int parameter, int value);
}
