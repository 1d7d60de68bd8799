using System.Diagnostics;
using Cutline.Imaging;
using Cutline.Imaging.Decoding;

namespace Cutline.Fuzz;

/// <summary>What a photo costs more in a decoder process than in this one.</summary>
internal static class Cost
{
    private const int Rounds = 3;

    /// <summary>Milliseconds of processor time of both processes, and by the clock, for each photo.</summary>
    internal static void Measure(string path, int count)
    {
        var file = File.ReadAllBytes(path);
        using var pool = new DecoderPool(processes: 1);
        pool.Load(file).Dispose();
        for (var round = 0; round < Rounds; round++)
        {
            var own = Mean(count, () => Photo.Load(file));
            var other = Mean(count, () => pool.Load(file));
            Console.WriteLine(FormattableString.Invariant($"in this process: processor {own.Processor:0.0} ms, clock {own.Clock:0.0}; ")
                + FormattableString.Invariant($"in a decoder: {other.Processor:0.0}, {other.Clock:0.0}"));
        }
    }

    private static (double Processor, double Clock) Mean(int count, Func<Photo> load)
    {
        var (before, times) = (Processor(), new List<double>());
        for (var i = 0; i < count; i++)
        {
            var clock = Stopwatch.StartNew();
            using var photo = load();
            var touched = 0;
            for (var at = 0; at < photo.Pixels.Length; at += 4096) touched += photo.Pixels[at]; // its pages are part of the cost
            GC.KeepAlive(touched);
            times.Add(clock.Elapsed.TotalMilliseconds);
        }

        return ((Processor() - before) / count, times.Order().ElementAt(count / 2));
    }

    /// <summary>Of this process and of those that it has started.</summary>
    private static double Processor() =>
        Process.GetCurrentProcess().TotalProcessorTime.TotalMilliseconds + Children.Of(Environment.ProcessId).Sum(Children.Time);
}
