using System.CommandLine;
using Cutline.Training.Devices;
using static TorchSharp.torch;

namespace Cutline.Cli.Commands;

/// <summary>Starts libtorch for a command that trains: device and threads; and says what is used.</summary>
internal static class Engine
{
    internal static Option<string> DeviceOption() => new("--device")
    {
        Description = "cpu, cuda, cuda:1, or auto for a GPU where there is one", DefaultValueFactory = _ => "auto",
    };

    /// <exception cref="ArgumentException">The device is not there.</exception>
    internal static Device Start(string device)
    {
        TorchRuntime.Prepare();
        // a container's share, where libtorch would count the machine's
        if (Environment.GetEnvironmentVariable("OMP_NUM_THREADS") is null) set_num_threads(Environment.ProcessorCount);
        var chosen = ComputeDevice.Parse(device);
        Console.Error.WriteLine($"device {chosen} · libtorch {TorchRuntime.Version} · {get_num_threads()} threads");
        return chosen;
    }
}
