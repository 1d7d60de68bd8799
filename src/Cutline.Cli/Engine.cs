using System.CommandLine;
using Cutline.Torch;

namespace Cutline.Cli;

/// <summary>Starts libtorch for a command: device, threads, memory; and says what is really used.</summary>
internal static class Engine
{
    internal static Option<string> DeviceOption() => new("--device")
    {
        Description = "cpu, cuda, cuda:1, or auto for a GPU where there is one", DefaultValueFactory = _ => "auto",
    };

    /// <exception cref="ArgumentException">The device is not there.</exception>
    internal static Device Start(string device)
    {
        LibTorch.KeepMemory();
        if (Environment.GetEnvironmentVariable("OMP_NUM_THREADS") is null) LibTorch.Threads = Environment.ProcessorCount; // a container's share, where libtorch would count the machine's
        var chosen = Device.Parse(device);
        Console.Error.WriteLine($"device {chosen} · libtorch {LibTorch.Version} · {LibTorch.Threads} threads");
        return chosen;
    }
}
