using System.CommandLine;
using System.Globalization;
using Cutline.Cli.Output;
using Cutline.Segmentation.Reports;

namespace Cutline.Cli.Commands;

/// <summary><c>cutline runs</c>: the runs below a folder side by side.</summary>
internal static class RunsCommand
{
    internal static Command Create()
    {
        var command = new Command("runs", """
            Compares the runs below a folder, those of each task by themselves (the same classes or output, photos or drawn pictures):
            figures, the options that differ, and curves, as a table, runs.png and runs.html.

            Examples:
              cutline runs runs/
              cutline runs runs/ --by val_iou --json
            """);
        var folder = new Argument<string>("DIR") { Description = "the folder that holds runs" };
        var by = new Option<string?>("--by")
        {
            Description = "the figure to compare by, a key of metrics.jsonl [mean IoU, or Dice, of the validation]",
        };
        var output = new Option<string?>("--out") { Description = "the folder for runs.png and runs.html [DIR]" };
        var json = new Option<bool>("--json") { Description = "print one JSON object last" };
        command.Arguments.Add(folder);
        foreach (var option in (Option[])[by, output, json]) command.Options.Add(option);
        command.SetAction(parsed =>
        {
            var comparison = RunComparison.Of(parsed.GetValue(folder)!, parsed.GetValue(by));
            var place = parsed.GetValue(output) ?? parsed.GetValue(folder)!;
            OutputPlace.CheckFolder(place);
            Directory.CreateDirectory(place);
            comparison.Write(place);
            if (parsed.GetValue(json)) Console.WriteLine(comparison.ToJson().ToJsonString());
            else Print(comparison, place);
        });
        return command;
    }

    private static void Print(RunComparison comparison, string place)
    {
        foreach (var task in comparison.Tasks) PrintTask(task);
        foreach (var run in comparison.Runs.Where(r => r.Problem is not null))
            Console.WriteLine($"{run.Name} ({run.State}): {run.Problem}");
        Console.WriteLine($"curves and tables: {Path.Combine(place, "runs.html")}");
    }

    /// <summary>Prints runs whose figures can be compared.</summary>
    private static void PrintTask(RunComparison task)
    {
        Console.WriteLine($"{task.Runs[0].Task}, by the best {task.By}:");
        var rows = task.Ranked.Select(run => (string[])
        [
            run.Name, Text(run.Best(task.By)?.Value, "F4"), Text(run.Best(task.By)?.Epoch, "0"), Text(run.Epochs.Count, "0"),
            Text(run.Seconds / 60, "F1"), run.State,
        ]);
        new FittedTable(["run", $"best {task.By}", "in epoch", "epochs", "minutes", "state"], [.. rows]).Write();
        foreach (var folds in task.CrossValidations.Where(c => c.Mean is not null))
        {
            var deviation = folds.Deviation is { } value ? $" ± {Text(value, "F4")} (standard deviation)" : "";
            Console.WriteLine($"{folds.Name}: mean {Text(folds.Mean, "F4")}{deviation} of the best of {folds.Measured} folds");
        }

        foreach (var options in task.Differing.GroupBy(name => name.Split('.')[0]))
            LongLine.Write(Differences(task, options.Key, [.. options]));
        Console.WriteLine();
    }

    /// <summary>
    /// The values of an option in a line, or those of several options of a kind: of the best run all, of each other what differs from it.
    /// </summary>
    private static string Differences(RunComparison task, string name, string[] options)
    {
        var runs = task.Ranked.Where(r => r.Options.Count > 0).ToArray();
        string Value(ComparedRun run, string option) => run.Options.GetValueOrDefault(option, "–");
        string Named(ComparedRun run, string option) => $"{option[name.Length..].TrimStart('.')} {Value(run, option)}".Trim();
        if (options is [var only]) return $"{only}: {string.Join(" · ", runs.Select(r => $"{r.Name} {Value(r, only)}"))}";
        var changed = runs.Select(run => (Run: run, Options: options.Where(o => run == runs[0] || Value(run, o) != Value(runs[0], o))));
        return $"{name}: " + string.Join(" · ", changed.Where(c => c.Options.Any()).Select(
            c => $"{c.Run.Name} {string.Join(", ", c.Options.Select(o => Named(c.Run, o)))}"));
    }

    private static string Text(double? value, string format) => value?.ToString(format, CultureInfo.InvariantCulture) ?? "–";
}
