using Cutline.Torch.Native;

namespace Cutline.Torch;

/// <summary>What holds for the whole process or thread: version, seed, threads, devices, grad and autocast modes.</summary>
public static class LibTorch
{
    /// <summary>The libtorch that is loaded, such as <c>1.13.1</c>.</summary>
    public static string Version => Abi.Version;

    /// <summary>Threads that one operator may use on the CPU.</summary>
    public static int Threads
    {
        get => Abi.Threads();
        set => Abi.Check(Abi.SetThreads(value), "set_num_threads", value);
    }

    /// <summary>NVIDIA GPUs that this libtorch can use; 0 for a CPU build.</summary>
    public static int CudaDeviceCount
    {
        get
        {
            Abi.Check(Abi.CudaDevices(out var count), "cuda.device_count");
            return count;
        }
    }

    /// <summary>Seeds the random generators of every device.</summary>
    public static void SetSeed(long seed) => Abi.Check(Abi.Seed(seed), "manual_seed");

    /// <summary>The state of a device's random generator, as uint8: saved in a checkpoint, it lets a run go on as if never stopped.</summary>
    public static Tensor RandomState(Device device)
    {
        Abi.Check(Abi.RandomState(Flag(device), device.Index, out var state), "get_rng_state", device);
        return new Tensor(state);
    }

    public static void SetRandomState(Device device, Tensor state) =>
        Abi.Check(Abi.SetRandomState(Flag(device), device.Index, state.Handle), "set_rng_state", state);

    /// <summary>Waits until the device has done all it was given.</summary>
    public static void Synchronize(Device device)
    {
        if (device.IsCuda) Abi.Check(Abi.Synchronize(device.Index), "synchronize", device);
    }

    /// <summary>
    /// Lets the C allocator keep large blocks instead of returning them to the kernel after each step:
    /// the pages of a training step's activations are then cleared once, not at every step. For programs, before the first tensor.
    /// </summary>
    public static void KeepMemory() => Abi.KeepMemory();

    /// <summary>Operators on this thread are not recorded for backward until the returned scope ends.</summary>
    public static IDisposable NoGrad() => new NoGradScope();

    /// <summary>Convolutions and matrix products on this thread run in <paramref name="type"/> (bf16, or fp16 on CUDA) until the returned scope ends.</summary>
    /// <exception cref="ArgumentException">The type is neither BFloat16 nor Float16.</exception>
    public static IDisposable Autocast(DType type, Device device) => new AutocastScope(type, device);

    private static byte Flag(Device device) => device.IsCuda ? (byte)1 : (byte)0;
}
