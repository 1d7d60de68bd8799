using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;

namespace Cutline.Imaging.Decoding;

/// <summary>
/// The limits that a decoder process sets to itself and the system holds it to: processor time, private memory, open files, the largest
/// file, no image of it on the disk (setrlimit, or a job object on Windows). macOS does not hold memory to its limit.
/// </summary>
internal abstract partial class ProcessLimits : IDisposable
{
    internal static ProcessLimits OfThisProcess() => OperatingSystem.IsWindows() ? new WindowsLimits() : new UnixLimits();

    /// <summary>From now on the process may take so much more than it has taken.</summary>
    internal abstract void Allow(DecodeCost cost);

    public abstract void Dispose();

    private static TimeSpan Used => Process.GetCurrentProcess().TotalProcessorTime;

    private sealed partial class UnixLimits : ProcessLimits
    {
        private const int Time = 0, FileSize = 1, Data = 2, Core = 4, OpenFiles = 256;
        private const ulong LargestFile = 4UL << 30;

        internal UnixLimits()
        {
            Set(Core, 0);
            Set(OperatingSystem.IsLinux() ? 7 : 8, OpenFiles);
            Set(FileSize, LargestFile);
            if (!OperatingSystem.IsLinux()) return;
            try
            {
                File.WriteAllText("/proc/self/oom_score_adj", "900"); // where the system's memory is short it ends, not the service
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                // then the system chooses as it likes
            }
        }

        public override void Dispose()
        {
        }

        internal override void Allow(DecodeCost cost)
        {
            Set(Time, (ulong)Math.Ceiling((Used + cost.Time).TotalSeconds));
            if (OperatingSystem.IsLinux()) Set(Data, (ulong)(PrivateBytes() + cost.Bytes));
        }

        /// <summary>What the system counts as data: private pages that may be written to.</summary>
        private static long PrivateBytes() =>
            long.Parse(File.ReadAllText("/proc/self/statm").Split(' ')[5], CultureInfo.InvariantCulture) * Environment.SystemPageSize;

        /// <summary>Sets the soft limit, within the hard one.</summary>
        private static void Set(int what, ulong value)
        {
            if (Get(what, out var limit) != 0) return;
            limit.Soft = Math.Min(value, limit.Hard);
            _ = Set(what, limit);
        }

        [LibraryImport("libc", EntryPoint = "getrlimit")]
        private static partial int Get(int what, out Limit limit);

        [LibraryImport("libc", EntryPoint = "setrlimit")]
        private static partial int Set(int what, in Limit limit);

        private struct Limit
        {
            internal ulong Soft, Hard;
        }
    }

    /// <summary>A job object of its own.</summary>
    private sealed partial class WindowsLimits : ProcessLimits
    {
        private const int ExtendedLimits = 9;
        private const uint ProcessTime = 0x2, ActiveProcesses = 0x8, ProcessMemory = 0x100, DieOnException = 0x400;

        private readonly nint job;

        internal WindowsLimits()
        {
            job = CreateJobObject(0, 0);
            if (job != 0 && !AssignProcessToJobObject(job, Process.GetCurrentProcess().Handle)) Close();
        }

        internal override void Allow(DecodeCost cost)
        {
            if (job == 0) return;
            using var process = Process.GetCurrentProcess();
            var limits = new Extended
            {
                ProcessUserTime = (process.UserProcessorTime + cost.Time).Ticks,
                Flags = ProcessTime | ActiveProcesses | ProcessMemory | DieOnException,
                ActiveProcesses = 1,
                ProcessMemory = (nuint)(process.PrivateMemorySize64 + cost.Bytes),
            };
            _ = SetInformationJobObject(job, ExtendedLimits, ref limits, (uint)Marshal.SizeOf<Extended>());
        }

        public override void Dispose() => Close();

        private void Close()
        {
            if (job != 0) _ = CloseHandle(job);
        }

        [LibraryImport("kernel32", EntryPoint = "CreateJobObjectW", SetLastError = true)]
        private static partial nint CreateJobObject(nint security, nint name);

        [LibraryImport("kernel32", SetLastError = true)]
        [return: MarshalAs(UnmanagedType.Bool)]
        private static partial bool AssignProcessToJobObject(nint job, nint process);

        [LibraryImport("kernel32", SetLastError = true)]
        [return: MarshalAs(UnmanagedType.Bool)]
        private static partial bool SetInformationJobObject(nint job, int kind, ref Extended limits, uint length);

        [LibraryImport("kernel32", SetLastError = true)]
        [return: MarshalAs(UnmanagedType.Bool)]
        private static partial bool CloseHandle(nint handle);

        /// <summary>JOBOBJECT_EXTENDED_LIMIT_INFORMATION.</summary>
        [StructLayout(LayoutKind.Sequential)]
        private struct Extended
        {
            internal long ProcessUserTime, JobUserTime;
            internal uint Flags;
            internal nuint LeastWorkingSet, MostWorkingSet;
            internal uint ActiveProcesses;
            internal nuint Affinity;
            internal uint Priority, Scheduling;
            internal ulong ReadOperations, WriteOperations, OtherOperations, ReadBytes, WrittenBytes, OtherBytes;
            internal nuint ProcessMemory, JobMemory, MostProcessMemory, MostJobMemory;
        }
    }
}
