using System.Globalization;
using System.Runtime.InteropServices;

namespace Cutline.Training.Devices;

/// <summary>
/// Lets the threads of libtorch's OpenMP runtime (GNU's) sleep while they wait for each other as soon as other programs want the cores, and
/// keep a core busy for a moment where nobody does. By default they always keep it busy: a step is then faster by an eighth on an idle
/// machine, and several times slower on a busy one, whose time goes to waiting.
/// </summary>
/// <remarks>
/// The runtime reads how long to wait busily once, from the environment. It knows two lengths, though: a shorter one holds whenever it has
/// more threads than the machine has cores. While the machine is busy, a second team of idle threads makes it so.
/// </remarks>
public sealed unsafe class ThreadWaiting : IDisposable
{
    // Turns of the waiting loop: a quarter of a millisecond, longer than most waits of a training step on an idle machine.
    private const string SpinCount = "20000";

    // The share of one core that other programs must use before the threads sleep, and below which they no longer do.
    private const double Busy = 0.2, Idle = 0.05;

    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(250);

    private readonly delegate* unmanaged<nint, nint, uint, uint, void> parallel;
    private readonly nint nothing;
    private readonly Timer? timer;
    private readonly Lock looking = new();
    private readonly ManualResetEventSlim awake = new(true);
    private ProcessorTime before = ProcessorTime.Now();
    private Thread? second;

    private ThreadWaiting(nint runtime)
    {
        parallel = (delegate* unmanaged<nint, nint, uint, uint, void>)NativeLibrary.GetExport(runtime, "GOMP_parallel");
        nothing = NativeLibrary.GetExport(runtime, "omp_get_level"); // reads a number and returns: what each idle thread is given to do
        timer = new Timer(_ => Look(), null, Interval, Interval);
    }

    private ThreadWaiting()
    {
    }

    /// <summary>Whether the runtime's threads can be told to sleep.</summary>
    internal bool Adapts => timer is not null;

    /// <summary>Whether the threads sleep while they wait.</summary>
    public bool Sleeping => second is not null;

    /// <summary>
    /// Watches the machine until this is disposed. Does nothing where <c>OMP_WAIT_POLICY</c> was set from outside, or libtorch's threads
    /// are not GNU OpenMP's. Call it after libtorch's first tensor.
    /// </summary>
    public static ThreadWaiting Adapt() =>
        Chosen || LoadedRuntime() is not { } path ? new ThreadWaiting() : new ThreadWaiting(NativeLibrary.Load(path));

    /// <inheritdoc/>
    public void Dispose()
    {
        if (timer is null) return;
        using (var stopped = new ManualResetEvent(false))
        {
            timer.Dispose(stopped);
            stopped.WaitOne();
        }

        Spin();
        awake.Dispose();
    }

    /// <summary>Whether the user decided how threads wait.</summary>
    private static bool Chosen { get; set; }

    /// <summary>Sets both lengths, unless the user has chosen: has no effect once the runtime is loaded.</summary>
    internal static void SetDefaults()
    {
        Chosen = Environment.GetEnvironmentVariable("OMP_WAIT_POLICY") is not null
            || Environment.GetEnvironmentVariable("GOMP_SPINCOUNT") is not null;
        if (Chosen) return;
        NativeEnvironment.Set("OMP_WAIT_POLICY", "PASSIVE"); // the length while there are more threads than cores: none
        NativeEnvironment.Set("GOMP_SPINCOUNT", SpinCount);  // the other
    }

    private static string? LoadedRuntime() => !OperatingSystem.IsLinux() ? null : File.ReadLines("/proc/self/maps")
        .Select(line => line[(line.LastIndexOf(' ') + 1)..])
        .FirstOrDefault(path => Path.GetFileName(path).StartsWith("libgomp", StringComparison.Ordinal));

    /// <summary>Looks at the machine, unless the last look still goes on, as it may for long on a busy one.</summary>
    private void Look()
    {
        if (!looking.TryEnter()) return;
        try
        {
            var now = ProcessorTime.Now();
            Decide(now.OthersSince(before));
            before = now;
        }
        finally
        {
            looking.Exit();
        }
    }

    /// <param name="others">Cores that other processes use.</param>
    internal void Decide(double others)
    {
        lock (looking)
        {
            if (others > Busy && second is null) Sleep();
            else if (others < Idle && second is not null) Spin();
        }
    }

    private void Sleep()
    {
        awake.Reset();
        using var ready = new ManualResetEventSlim();
        second = new Thread(() =>
        {
            parallel(nothing, 0, (uint)Environment.ProcessorCount + 1, 0);
            ready.Set();
            awake.Wait(); // the runtime keeps the team as long as its first thread lives
        }) { IsBackground = true, Name = "idle OpenMP team" };
        second.Start();
        ready.Wait();
    }

    private void Spin()
    {
        if (second is null) return;
        awake.Set();
        second.Join();
        second = null;
    }

    /// <summary>Seconds of processor time since the machine and the process began.</summary>
    private readonly record struct ProcessorTime(double All, double Own, double At)
    {
        private const double Ticks = 100; // a second, in /proc/stat (USER_HZ)

        internal static ProcessorTime Now()
        {
            // cpu user nice system idle iowait irq softirq steal …
            var fields = File.ReadLines("/proc/stat").First().Split(' ', StringSplitOptions.RemoveEmptyEntries).Skip(1)
                .Select(f => double.Parse(f, CultureInfo.InvariantCulture)).ToArray();
            var busy = fields[0] + fields[1] + fields[2] + fields[5] + fields[6];
            return new(busy / Ticks, Environment.CpuUsage.TotalTime.TotalSeconds, Environment.TickCount64 / 1000.0);
        }

        /// <summary>Cores that other processes used.</summary>
        internal double OthersSince(ProcessorTime before) => (All - before.All - (Own - before.Own)) / Math.Max(At - before.At, 0.001);
    }
}

/// <summary>The environment that native libraries read: .NET changes a copy of its own, which they do not see.</summary>
internal static partial class NativeEnvironment
{
    internal static void Set(string name, string value) => SetVariable(name, value, 1);

    [LibraryImport("libc", EntryPoint = "setenv", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int SetVariable(string name, string value, int overwrite);
}
