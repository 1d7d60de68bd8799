using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Cutline.Segmentation;
using Cutline.Segmentation.Runs;
using Cutline.Training.Runs;
using Spectre.Console;

namespace Cutline.Cli.Output;

/// <summary>
/// Shows a run: a live line and a line for each epoch on a terminal, plain lines elsewhere, or one JSON object for each event.
/// </summary>
/// <param name="run">The run's folder.</param>
/// <param name="json">Whether events are printed as JSON.</param>
/// <param name="inOptions">A text of the library with the command's options in place of properties.</param>
internal sealed class TrainView(RunFolder run, bool json, Func<string, string> inOptions)
    : IProgress<TrainingEvent>, IProgress<DataProgress>
{
    private const int BarWidth = 20;

    /// <summary>Between plain lines within an epoch.</summary>
    private static readonly TimeSpan Every = TimeSpan.FromSeconds(30);

    private readonly bool live = !json && !Console.IsOutputRedirected;
    private readonly Stopwatch quiet = Stopwatch.StartNew();
    private readonly Lock gate = new();
    private readonly PlainProgress checking = new("checking the data");
    private RunFolder run = run;
    private string fold = "";
    private bool open;

    internal bool IsJson => json;

    public void Report(TrainingEvent value)
    {
        if (json)
        {
            if (value is not SamplesPredicted && (value is not BatchDone batch || batch.Batch == batch.Batches)) WriteJson(value);
            return;
        }

        switch (value)
        {
            case FoldStarted f:
                (run, fold) = (new(f.Folder), Text($"fold {f.Fold} of {f.Folds}  "));
                Line(fold.TrimEnd() + (f.Done ? $" is done: {f.Folder}" : ""));
                break;
            case TrainingStarted s:
                Line(Text($"{s.Data}"));
                if (s.Start is not null) Line(s.Start);
                var epochs = s.FirstEpoch > 1 ? Text($"going on with epoch {s.FirstEpoch}") : Text($"{s.Epochs} epochs");
                var photos = Text($"{s.TrainSamples} training, {s.ValSamples} validation, {s.TestSamples} test photos");
                if (s.LimitedFrom is { } all) photos = Text($"limited to {photos}, of {all} training photos");
                Line($"{photos} · {epochs} · into {run.Path}");
                break;
            case DataExamined d:
                foreach (var finding in d.Findings) Line(inOptions(finding.ToString()));
                break;
            case BatchDone b:
                Batch(b);
                break;
            case EpochDone e:
                var m = e.Metrics;
                var training = Text($"loss {m.TrainLoss:F4}  dice {m.TrainDice:F4}");
                var validation = Text($"val loss {m.ValLoss:F4}  dice {m.ValDice:F4}  iou {m.ValIou:F4}");
                var speed = Text($"{m.ImagesPerSecond:F0} images/s  {m.Seconds:F0} s");
                Line(Text($"{fold}epoch {m.Epoch,3}  {training}  ·  {validation}  ·  {speed}{(e.Best ? "  best" : "")}"));
                quiet.Restart();
                break;
            case OptionsChanged c:
                foreach (var change in c.Changes) Line($"changed from epoch {c.Epoch} on: {change}");
                break;
            case ExportFailed f:
                Line($"epoch {f.Epoch}: no {RunFiles.BestModel} was written: {f.Reason}");
                break;
            case TrainingEnded t:
                if (t.ClassIou is { } classes) Classes(classes, t.BestEpoch);
                Line(Text(
                    $"{t.Reason} · best validation Dice {t.BestDice:F4} in epoch {t.BestEpoch} · {Duration.Text(t.Elapsed)} · {run.Best}"));
                break;
        }
    }

    /// <summary>The data is being checked, before the first epoch.</summary>
    public void Report(DataProgress value)
    {
        if (json) return;
        if (!live)
        {
            checking.Report(value);
            return;
        }

        lock (gate)
        {
            Console.Write($"\r\e[Kchecking the data  {value.Done}/{value.Total}");
            open = true;
        }
    }

    /// <summary>A line of something beside the training, such as a log; with JSON on stderr.</summary>
    internal void Note(string text)
    {
        if (json) Console.Error.WriteLine(text);
        else Line(text);
    }

    /// <summary>Ends the live line, so that what follows starts on its own.</summary>
    internal void Close()
    {
        if (open) Console.WriteLine();
        open = false;
    }

    private void Batch(BatchDone b)
    {
        var figures = Text($"loss {b.Loss:F4}  dice {b.Dice:F4}  {b.ImagesPerSecond:F0} images/s  {Duration.Text(b.Left)} left");
        if (live)
        {
            var done = BarWidth * b.Batch / b.Batches;
            var bar = new string('━', done) + new string('┄', BarWidth - done);
            Console.Write($"\r\e[K{fold}epoch {b.Epoch,3}  {bar} {b.Batch}/{b.Batches}  {figures}");
            open = true;
            return;
        }

        if (quiet.Elapsed < Every) return;
        quiet.Restart();
        Console.WriteLine($"{fold}epoch {b.Epoch,3}  {b.Batch}/{b.Batches}  {figures}");
    }

    /// <summary>The validation's classes in the best epoch.</summary>
    private void Classes(IReadOnlyDictionary<string, double?> classes, int epoch)
    {
        Line("");
        var table = new Table().Border(TableBorder.Simple).AddColumns(Text($"class, in epoch {epoch}"), "val IoU, pooled");
        foreach (var (name, iou) in classes) table.AddRow(Markup.Escape(name), iou is { } value ? Text($"{value:F4}") : "–");
        AnsiConsole.Write(table);
    }

    private void Line(string text)
    {
        if (open) Console.Write("\r\e[K");
        open = false;
        Console.WriteLine(text);
    }

    private static void WriteJson(TrainingEvent value)
    {
        var all = JsonSerializer.SerializeToNode(value, value.GetType(), OptionsJson.Compact)!.AsObject();
        var line = new JsonObject { ["event"] = JsonNamingPolicy.SnakeCaseLower.ConvertName(value.GetType().Name) };
        foreach (var (key, item) in all) line[key] = item?.DeepClone();
        Console.WriteLine(line.ToJsonString());
    }

    private static string Text(FormattableString text) => FormattableString.Invariant(text);
}
