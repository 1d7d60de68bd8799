using Cutline.Cli.Output;
using Cutline.Segmentation.Datasets;
using Cutline.Segmentation.Inference;

namespace Cutline.Cli.Commands;

/// <summary>The files of an evaluation: of a single data set in its folder, of several in a folder each.</summary>
internal sealed class SetPictures
{
    private readonly string? folder;
    private readonly int worst;

    /// <param name="folder">Null for no files.</param>
    /// <param name="worst">Of how many worst images.</param>
    /// <exception cref="ArgumentException">The number is out of range.</exception>
    internal SetPictures(string? folder, int worst)
    {
        if (worst is < 1 or > 200) throw new ArgumentException($"--worst is {worst}: use 1 to 200 images");
        (this.folder, this.worst) = (folder, worst);
    }

    /// <summary>Writes the files of one set.</summary>
    internal void Write(EvaluatedSet set, Predictor predictor, SegmentationDataset data, bool isOnly)
    {
        if (folder is null) return;
        var to = isOnly ? folder : Path.Combine(folder, set.Name);
        if (set.Foreground is { } result) ForegroundTables.Write(result, data, predictor, to, worst);
        else ClassTables.Write(set.Classes!, data, predictor, to);
    }

    /// <summary>Writes what is of all of several sets: evaluation.json, and sets.csv with a row for each.</summary>
    internal void WriteAll(IReadOnlyList<EvaluatedSet> sets)
    {
        if (folder is not null) EvaluationFolder.Write(folder, SetTable.ToJson(sets), path => SetTable.WriteCsv(path, sets), "sets.csv");
    }
}
