using System.Globalization;
using System.Text.Json.Nodes;
using Cutline.Segmentation;
using Cutline.Segmentation.Datasets;
using Cutline.Segmentation.Evaluation;
using Cutline.Segmentation.Inference;
using Cutline.Segmentation.Splits;

namespace Cutline.Cli.Commands;

/// <summary>A data set's figures, of a foreground or of several classes, as tables and files.</summary>
/// <param name="name">As a file may be called; no other set of the command has it.</param>
internal abstract class EvaluatedSet(string name)
{
    internal string Name => name;

    /// <summary>How the figures of a table of sets are averaged.</summary>
    internal abstract string Average { get; }

    /// <summary>Headings and keys of the figures in a table of sets.</summary>
    internal abstract IReadOnlyList<(string Heading, string Key)> Columns { get; }

    /// <summary>How the figures are made.</summary>
    internal abstract string Conventions { get; }

    /// <summary>Measures a model on a part of a data set.</summary>
    internal static EvaluatedSet Measure(
        string name, EvaluationOptions options, Predictor predictor, SegmentationDataset data, Split split,
        IProgress<DataProgress> progress, CancellationToken cancel)
    {
        var evaluator = new Evaluator(options);
        return predictor.Classes > 1
            ? new ClassTables(name, evaluator.RunClasses(predictor, data, split, progress, cancel), options.BoundaryPixels)
            : new ForegroundTables(name, evaluator.Run(predictor, data, split, progress, cancel), options.BoundaryPixels);
    }

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

    /// <summary>What was measured, before "loss" and "samples"; empty for all of a set.</summary>
    internal static string Before(string part) => part == "all" ? "" : $"{part} ";

    internal abstract JsonObject ToJson();

    /// <summary>Writes figures, a row for each image, and pictures.</summary>
    /// <param name="worst">How many of the worst images of a foreground are shown.</param>
    internal abstract void Write(Predictor predictor, SegmentationDataset data, string folder, int worst);

    internal abstract void Print();
}
