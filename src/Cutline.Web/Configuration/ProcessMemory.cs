using System.Globalization;

namespace Cutline.Web.Configuration;

/// <summary>The memory that this process may use: the machine's, or that of its control groups (containers, systemd).</summary>
internal static class ProcessMemory
{
    /// <summary>Above it a control group has no limit.</summary>
    private const long Unlimited = 1L << 60;

    /// <summary>Bytes.</summary>
    /// <param name="root">The folder of the system's files; another one in tests.</param>
    public static long Available(string root = "/")
    {
        var least = MachineBytes(root);
        foreach (var line in Lines(Path.Combine(root, "proc/self/cgroup")))
        {
            // "0::/path" in version 2, "4:memory:/path" in version 1
            if (line.Split(':', 3) is not [_, var controllers, var path]) continue;
            var (folder, file) = controllers.Length == 0 ? ("sys/fs/cgroup", "memory.max")
                : controllers.Split(',').Contains("memory") ? ("sys/fs/cgroup/memory", "memory.limit_in_bytes") : ("", "");
            if (folder.Length == 0) continue;

            // in a container the path may be that of the host, of which only the container's own group is to be seen, at the top
            for (var at = path; ; at = at[..at.LastIndexOf('/')])
            {
                if (Limit(Path.Combine(root, folder, at.TrimStart('/'), file)) is { } limit) least = Math.Min(least, limit);
                if (!at.Contains('/')) break;
            }
        }

        return least;
    }

    private static long MachineBytes(string root)
    {
        const string Total = "MemTotal:";
        var line = Lines(Path.Combine(root, "proc/meminfo")).FirstOrDefault(l => l.StartsWith(Total, StringComparison.Ordinal));
        return line?[Total.Length..].Trim().Split(' ')[0] is { } kib && long.TryParse(kib, CultureInfo.InvariantCulture, out var number)
            ? number << 10
            : GC.GetGCMemoryInfo().TotalAvailableMemoryBytes; // Windows and macOS
    }

    private static long? Limit(string file) =>
        Lines(file).FirstOrDefault() is { } text && long.TryParse(text, CultureInfo.InvariantCulture, out var bytes) && bytes < Unlimited
            ? bytes
            : null;

    private static string[] Lines(string file)
    {
        try
        {
            return File.ReadAllLines(file);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return [];
        }
    }
}
