using System.CommandLine;
using System.Globalization;
using Cutline.Segmentation.Reports;
using Spectre.Console;

namespace Cutline.Cli.Commands;

/// <summary><c>cutline runs</c>: the runs below a folder side by side.</summary>
internal static class RunsCommand
{
    internal static Command Create()
    {
        var command = new Command("runs", """
            Compares the runs below a folder: figures, the options that differ, and curves, as a table, runs.png and runs.html.

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
            Directory.CreateDirectory(place);
            comparison.Write(place);
            if (parsed.GetValue(json)) Console.WriteLine(comparison.ToJson().ToJsonString());
            else Print(comparison, place);
        });
        return command;
    }

    private static void Print(RunComparison comparison, string place)
    {
        var figures = new Table().Border(TableBorder.Simple)
            .AddColumns("run", "state", "epochs", Markup.Escape($"best {comparison.By}"), "epoch", "minutes");
        foreach (var run in comparison.Ranked)
        {
            var best = run.Best(comparison.By);
            string[] cells =
            [
                run.Name, run.State, Text(run.Epochs.Count, "0"), Text(best?.Value, "F4"), Text(best?.Epoch, "0"),
                Text(run.Seconds / 60, "F1"),
            ];
            figures.AddRow([.. cells.Select(Markup.Escape)]);
        }

        AnsiConsole.Write(figures);
        foreach (var option in comparison.Differing)
        {
            var values = comparison.Ranked.Where(r => r.Options.Count > 0)
                .Select(r => $"{r.Name} {r.Options.GetValueOrDefault(option, "–")}");
            Console.WriteLine($"{option}: {string.Join(" · ", values)}");
        }

        foreach (var run in comparison.Runs.Where(r => r.Problem is not null))
            Console.WriteLine($"{run.Name} ({run.State}): {run.Problem}");
        Console.WriteLine($"curves and tables: {Path.Combine(place, "runs.html")}");
    }

    private static string Text(double? value, string format) => value?.ToString(format, CultureInfo.InvariantCulture) ?? "–";
}
