using System.Globalization;

namespace Cutline.Fuzz;

/// <summary>What Linux tells of processes and of those that they have started; nothing elsewhere.</summary>
internal static class Children
{
    private const double Tick = 10; // milliseconds of the system's counter of processor time

    /// <summary>Resident MiB of a process.</summary>
    internal static long Memory(int process) => Read(process, "statm")?.Split(' ') is [_, var pages, ..]
        ? long.Parse(pages, CultureInfo.InvariantCulture) * Environment.SystemPageSize >> 20 : 0;

    /// <summary>Milliseconds of processor time.</summary>
    internal static double Time(int process) =>
        Fields(process) is { } fields ? Tick * fields[11..13].Sum(ticks => long.Parse(ticks, CultureInfo.InvariantCulture)) : 0;

    /// <summary>The processes that one has started and that run.</summary>
    internal static int[] Of(int process) => !OperatingSystem.IsLinux() ? [] :
    [
        .. Directory.EnumerateDirectories("/proc").Select(folder => int.TryParse(Path.GetFileName(folder), out var id) ? id : 0)
            .Where(id => id > 0 && Fields(id)?[1] == $"{process}"),
    ];

    /// <summary>The fields of a process's state, behind its name.</summary>
    private static string[]? Fields(int process) =>
        Read(process, "stat") is { } line ? line[(line.LastIndexOf(')') + 2)..].Split(' ') : null;

    private static string? Read(int process, string file)
    {
        try
        {
            return File.ReadAllText($"/proc/{process}/{file}");
        }
        catch (IOException)
        {
            return null; // it has ended
        }
    }
}
