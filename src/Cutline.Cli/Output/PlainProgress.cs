using System.Diagnostics;
using Cutline.Segmentation;

namespace Cutline.Cli.Output;

/// <summary>
/// How far long work is, as lines on stderr: one for each tenth of it, but none within ten seconds of another, and the last one.
/// </summary>
/// <param name="what">Shown before the figures.</param>
/// <param name="rate">Whether photos per second and the time left are shown, too.</param>
internal sealed class PlainProgress(string what, bool rate = false) : IProgress<DataProgress>
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(10);

    private readonly Stopwatch clock = Stopwatch.StartNew();
    private readonly Lock gate = new();
    private TimeSpan told;
    private int tenths;

    public void Report(DataProgress value)
    {
        lock (gate)
        {
            var (elapsed, tenth) = (clock.Elapsed, value.Total == 0 ? 10 : 10 * value.Done / value.Total);
            if (tenth <= tenths || (tenth < 10 && elapsed - told < Pause)) return;
            (tenths, told) = (tenth, elapsed);
            var left = elapsed * ((double)(value.Total - value.Done) / Math.Max(1, value.Done));
            var speed = rate ? $" · {Work.Rate(value.Done, elapsed)}, {Duration.Text(left)} left" : "";
            Console.Error.WriteLine($"{what}: {value.Done} of {value.Total}{speed}");
        }
    }
}
