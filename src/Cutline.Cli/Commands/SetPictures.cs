using Cutline.Cli.Output;
using Cutline.Segmentation.Datasets;
using Cutline.Segmentation.Inference;

namespace Cutline.Cli.Commands;

/// <summary>The files of an evaluation: of a single data set in its folder, of several in a folder each.</summary>
internal sealed class SetPictures
{
    /// <summary>How many of the worst images are shown where nothing else is said.</summary>
    internal const int UsualWorst = 20;

    private readonly string? folder;
    private readonly int worst;

    /// <param name="folder">Null for no files.</param>
    /// <param name="worst">Of how many worst images; null for the usual number.</param>
    /// <exception cref="ArgumentException">The number is out of range, or has no files to be of.</exception>
    /// <exception cref="IOException">The folder cannot be made or written.</exception>
    internal SetPictures(string? folder, int? worst)
    {
        if (worst is < 1 or > 200) throw new ArgumentException($"--worst is {worst}: use 1 to 200 images");
        if (worst is not null && folder is null)
            throw new ArgumentException("--worst is of the pictures in --out: name a folder with --out, or leave --worst out");
        if (folder is not null) OutputPlace.CheckFolder(folder);
        (this.folder, this.worst) = (folder, worst ?? UsualWorst);
    }

    /// <summary>Writes the files of one set.</summary>
    internal void Write(EvaluatedSet set, Predictor predictor, SegmentationDataset data, bool isOnly)
    {
        if (folder is not null) set.Write(predictor, data, isOnly ? folder : Path.Combine(folder, set.Name), worst);
    }

    /// <summary>Writes what is of all of several sets: evaluation.json, and sets.csv with a row for each.</summary>
    internal void WriteAll(IReadOnlyList<EvaluatedSet> sets)
    {
        if (folder is not null) EvaluationFolder.Write(folder, SetTable.ToJson(sets), path => SetTable.WriteCsv(path, sets), "sets.csv");
    }
}
