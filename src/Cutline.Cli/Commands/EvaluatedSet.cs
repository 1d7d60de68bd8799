using System.Globalization;
using System.Text.Json.Nodes;
using Cutline.Segmentation;
using Cutline.Segmentation.Datasets;
using Cutline.Segmentation.Evaluation;
using Cutline.Segmentation.Inference;
using Cutline.Segmentation.Splits;

namespace Cutline.Cli.Commands;

/// <summary>A data set's figures: of a foreground or of several classes, one of the two.</summary>
/// <param name="Name">As a file may be called; no other set of the command has it.</param>
/// <param name="Part">The part that was measured: train, val, test or all.</param>
/// <param name="BoundaryPixels">The tolerance of boundary F1 in pixels; null for the share of the diagonal.</param>
internal sealed record EvaluatedSet(
    string Name, EvaluationResult? Foreground, ClassEvaluation? Classes, string Part, int? BoundaryPixels)
{
    /// <summary>Measures a model on a part of a data set.</summary>
    internal static EvaluatedSet Measure(
        string name, EvaluationOptions options, Predictor predictor, SegmentationDataset data, Split split,
        IProgress<DataProgress> progress, CancellationToken cancel) => predictor.Classes > 1
            ? new(
                name, null, new Evaluator(options).RunClasses(predictor, data, split, progress, cancel), options.Part,
                options.BoundaryPixels)
            : new(
                name, new Evaluator(options).Run(predictor, data, split, progress, cancel), null, options.Part, options.BoundaryPixels);

    /// <summary>Short names of data sets: the last parts of their paths, as many as tell them apart.</summary>
    internal static string[] Names(IReadOnlyList<string> paths)
    {
        static string[] Split(string path) =>
            [.. path.Replace(':', '-').Split((char[])['/', '\\']).Where(part => part is not ("" or "." or ".."))];
        var parts = paths.Select(Split).ToArray();
        string Name(int i, int length) => parts[i] is [] ? "data" : string.Join('-', parts[i].TakeLast(length));
        for (var length = 1; length <= parts.Max(p => p.Length); length++)
        {
            string[] names = [.. Enumerable.Range(0, paths.Count).Select(i => Name(i, length))];
            if (names.Distinct(StringComparer.OrdinalIgnoreCase).Count() == names.Length) return names;
        }

        return [.. Enumerable.Range(0, paths.Count).Select(i => $"{i + 1}-{Name(i, 1)}")];
    }

    /// <summary>How many samples were measured, and of how many where some were left out.</summary>
    internal static string Count(int measured, int? all) => all is null
        ? string.Create(CultureInfo.InvariantCulture, $"{measured}")
        : string.Create(CultureInfo.InvariantCulture, $"{measured} of {all}");

    internal JsonObject ToJson() => Foreground?.ToJson() ?? Classes!.ToJson();

    /// <summary>Writes figures, a row for each image, and pictures.</summary>
    /// <param name="worst">How many of the worst images of a foreground are shown.</param>
    internal void Write(Predictor predictor, SegmentationDataset data, string folder, int worst)
    {
        if (Foreground is not null) ForegroundTables.Write(Foreground, data, predictor, folder, worst);
        else ClassTables.Write(Classes!, data, predictor, folder);
    }

    internal void Print()
    {
        var part = Part == "all" ? "" : $"{Part} ";
        if (Foreground is not null) ForegroundTables.Print(Foreground, part, BoundaryPixels);
        else ClassTables.Print(Classes!, part, BoundaryPixels);
    }
}
