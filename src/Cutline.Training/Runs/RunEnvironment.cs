using System.Runtime.InteropServices;
using Cutline.Torch;

namespace Cutline.Training.Runs;

/// <summary>Where and with what a run was made; saved beside its options.</summary>
public sealed record RunEnvironment(
    string Cutline, string Libtorch, string Device, int Threads, string Dotnet, string OperatingSystem, string Processor, DateTimeOffset Started)
{
    public static RunEnvironment Of(Device device, DateTimeOffset now) => new(
        typeof(RunEnvironment).Assembly.GetName().Version?.ToString(3) ?? "", LibTorch.Version, device.ToString(), LibTorch.Threads,
        RuntimeInformation.FrameworkDescription, RuntimeInformation.OSDescription, ProcessorName(), now);

    private static string ProcessorName()
    {
        const string file = "/proc/cpuinfo";
        var line = File.Exists(file) ? File.ReadLines(file).FirstOrDefault(l => l.StartsWith("model name", StringComparison.Ordinal)) : null;
        return $"{line?.Split(':')[^1].Trim() ?? RuntimeInformation.ProcessArchitecture.ToString()}, {Environment.ProcessorCount} cores";
    }
}
