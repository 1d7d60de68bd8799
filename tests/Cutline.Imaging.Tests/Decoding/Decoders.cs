using System.Diagnostics;
using System.Globalization;
using Cutline.Imaging.Decoding;

namespace Cutline.Imaging.Tests.Decoding;

/// <summary>Decoder processes of these tests.</summary>
internal static class Decoders
{
    /// <summary>These tests as a program.</summary>
    internal static DecoderProgram Program { get; } = DecoderProgram.Of(typeof(Decoders).Assembly);

    internal static void Signal(int process, string signal)
    {
        using var kill = Process.Start("sh", ["-c", $"kill -s {signal} {process}"]); // a minimal system has no kill of its own
        kill.WaitForExit();
    }

    /// <summary>Bytes in memory.</summary>
    internal static long Resident(int process) => Status(process, "VmRSS:");

    /// <summary>The most bytes that were in memory.</summary>
    internal static long Peak(int process) => Status(process, "VmHWM:");

    private static long Status(int process, string name) => 1024 * long.Parse(
        File.ReadLines($"/proc/{process}/status").Single(l => l.StartsWith(name, StringComparison.Ordinal))
            .Split(' ', StringSplitOptions.RemoveEmptyEntries)[^2], CultureInfo.InvariantCulture);

    /// <summary>A soft limit of a process.</summary>
    internal static long Limit(int process, string name) => long.Parse(
        File.ReadLines($"/proc/{process}/limits").Single(l => l.StartsWith(name, StringComparison.Ordinal))[name.Length..]
            .Split(' ', StringSplitOptions.RemoveEmptyEntries)[0], CultureInfo.InvariantCulture);
}

/// <summary>A test of what Linux alone has.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class LinuxFactAttribute : FactAttribute
{
    public LinuxFactAttribute()
    {
        if (!OperatingSystem.IsLinux()) Skip = "only on Linux";
    }
}
