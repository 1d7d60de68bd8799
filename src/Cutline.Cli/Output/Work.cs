using System.Diagnostics;
using System.Globalization;
using Cutline.Segmentation;
using Spectre.Console;

namespace Cutline.Cli.Output;

/// <summary>Shows how far long work is: a bar with the time left on a terminal, lines now and then elsewhere. On stderr.</summary>
internal static class Work
{
    /// <param name="what">Shown before the figures.</param>
    /// <param name="work">Reports how far it is.</param>
    /// <param name="rate">Whether photos per second, and away from a terminal the time left, are shown, too.</param>
    internal static T Run<T>(string what, Func<IProgress<DataProgress>, T> work, bool rate = false)
    {
        if (Console.IsErrorRedirected) return work(new PlainProgress(what, rate));
        var console = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(Console.Error) });
        return console.Progress()
            .AutoClear(true)
            .Columns(new TaskDescriptionColumn(), new ProgressBarColumn(), new PercentageColumn(), new RemainingTimeColumn())
            .Start(context => work(new Bar(context.AddTask(Markup.Escape(what)), what, rate)));
    }

    /// <summary>Photos per second, such as <c>0.93 photos/s</c>.</summary>
    internal static string Rate(int done, TimeSpan time) =>
        string.Create(CultureInfo.InvariantCulture, $"{done / Math.Max(time.TotalSeconds, 1e-3):0.##} photos/s");

    private sealed class Bar(ProgressTask task, string what, bool rate) : IProgress<DataProgress>
    {
        private readonly Stopwatch clock = Stopwatch.StartNew();

        public void Report(DataProgress value)
        {
            (task.MaxValue, task.Value) = (value.Total, value.Done);
            if (rate) task.Description = Markup.Escape($"{what} {value.Done}/{value.Total}, {Rate(value.Done, clock.Elapsed)}");
        }
    }
}
