using Cutline.Cli.Output;
using Cutline.Segmentation.Runs;
using Cutline.Training.Runs;
using Spectre.Console;

namespace Cutline.Cli.Commands;

/// <summary>The figures of a cross-validation as a table: a row for each fold, their mean, and the ensemble.</summary>
internal static class FoldTable
{
    internal static void Print(CrossValidationResult result, string folder)
    {
        var table = new Table().Border(TableBorder.Simple).AddColumns("fold", "best epoch");
        foreach (var column in (string[])["val Dice", "val IoU", "test Dice", "test IoU"]) table.AddColumn(column, c => c.RightAligned());
        foreach (var fold in result.Folds)
            table.AddRow(
                Text($"{fold.Fold}"), Text($"{fold.BestEpoch}"), Text($"{fold.ValDice:F4}"), Text($"{fold.ValIou:F4}"),
                Text($"{fold.Test?.Dice:F4}"), Text($"{fold.Test?.Iou:F4}"));
        Spread?[] spreads = [result.ValDice, result.ValIou, result.TestDice, result.TestIou];
        table.AddRow(["mean", "", .. spreads.Select(spread => Text($"{spread?.Mean:F4}"))]);
        table.AddRow(["± sd", "", .. spreads.Select(spread => Text($"{spread?.Deviation:F4}"))]);
        if (result.EnsembleTest is { } ensemble)
            table.AddRow("ensemble", "", "", "", Text($"{ensemble.Dice:F4}"), Text($"{ensemble.Iou:F4}"));
        AnsiConsole.Write(table);
        var photos = result.EnsembleTest is { } test ? Text($"{test.Samples} test photos, none of which a fold was trained on. ") : "";
        LongLine.Write(
            photos + "At the model's size; of a foreground means per image, of several classes pooled means over classes, as in training. "
                + "sd: the standard deviation over the folds, with n − 1.");
        Console.WriteLine(result.Ensemble is { } file
            ? $"the mean of all folds: {file}; figures: {Path.Combine(folder, RunFiles.CrossValidation)}"
            : $"figures: {Path.Combine(folder, RunFiles.CrossValidation)}");
    }

    private static string Text(FormattableString text) => FormattableString.Invariant(text);
}
