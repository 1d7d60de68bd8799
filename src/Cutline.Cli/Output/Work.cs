using Cutline.Segmentation;
using Spectre.Console;

namespace Cutline.Cli.Output;

/// <summary>Shows how far long work is: a bar with rate and time left on a terminal, a line for every tenth elsewhere. On stderr.</summary>
internal static class Work
{
    internal static T Run<T>(string what, Func<IProgress<DataProgress>, T> work)
    {
        if (Console.IsErrorRedirected) return work(new Tenths(what));
        var console = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(Console.Error) });
        return console.Progress()
            .AutoClear(true)
            .Columns(new TaskDescriptionColumn(), new ProgressBarColumn(), new PercentageColumn(), new RemainingTimeColumn())
            .Start(context => work(new Bar(context.AddTask(Markup.Escape(what)))));
    }

    private sealed class Bar(ProgressTask task) : IProgress<DataProgress>
    {
        public void Report(DataProgress value) => (task.MaxValue, task.Value) = (value.Total, value.Done);
    }

    private sealed class Tenths(string what) : IProgress<DataProgress>
    {
        private readonly Lock gate = new();
        private int shown;

        public void Report(DataProgress value)
        {
            lock (gate)
            {
                var tenth = value.Total == 0 ? 10 : 10 * value.Done / value.Total;
                if (tenth <= shown) return;
                shown = tenth;
                Console.Error.WriteLine($"{what}: {value.Done} of {value.Total}");
            }
        }
    }
}
