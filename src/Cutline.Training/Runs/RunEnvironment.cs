using System.Reflection;
using System.Runtime.InteropServices;
using Cutline.Training.Devices;
using static TorchSharp.torch;

namespace Cutline.Training.Runs;

/// <summary>Where and with what a run was made; saved beside its options.</summary>
/// <param name="Cutline">Version of this library.</param>
/// <param name="Libtorch">Version of libtorch.</param>
/// <param name="Device">Where it trained.</param>
/// <param name="Threads">Threads of one operation on the CPU.</param>
/// <param name="Dotnet">Version of .NET.</param>
/// <param name="OperatingSystem">Name and version.</param>
/// <param name="Processor">Model and number of cores.</param>
/// <param name="Started">When.</param>
public sealed record RunEnvironment(
    string Cutline, string Libtorch, string Device, int Threads, string Dotnet, string OperatingSystem, string Processor,
        DateTimeOffset Started)
{
    /// <summary>That of this process.</summary>
    public static RunEnvironment Of(Device device, DateTimeOffset now) => new(
        Version(), TorchRuntime.Version, device.ToString(), get_num_threads(),
        RuntimeInformation.FrameworkDescription, RuntimeInformation.OSDescription, ProcessorName(), now);

    /// <summary>Cutline's, without the commit that it was built of.</summary>
    private static string Version() => typeof(RunEnvironment).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?
        .InformationalVersion.Split('+')[0] ?? "";

    private static string ProcessorName()
    {
        const string file = "/proc/cpuinfo";
        var line = File.Exists(file) ? File.ReadLines(file).FirstOrDefault(l => l.StartsWith("model name", StringComparison.Ordinal))
            : null;
        return $"{line?.Split(':')[^1].Trim() ?? RuntimeInformation.ProcessArchitecture.ToString()}, {Environment.ProcessorCount} cores";
    }
}
