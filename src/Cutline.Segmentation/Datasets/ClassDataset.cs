using Cutline.Imaging;
using Cutline.Segmentation.Splits;

namespace Cutline.Segmentation.Datasets;

/// <summary>Photos with masks of class indices. A derived class finds the files; checks and splits are the same for all.</summary>
public abstract class ClassDataset : SegmentationDataset
{
    private readonly IReadOnlyList<string?> parts;
    private readonly IReadOnlyList<DataProblem> problems;

    /// <param name="root">The folder that holds the data.</param>
    /// <param name="samples">
    /// The samples in ordinal order of their names, with the part of the split that the data puts each in: train, val, test, or null.
    /// </param>
    /// <param name="problems">Problems that were found while listing the files, for <see cref="Validate"/>.</param>
    /// <param name="limits">Limits on what is read and decoded; null for the defaults.</param>
    /// <exception cref="ArgumentException">Two samples have the same name, or a part does not exist.</exception>
    protected ClassDataset(
        string root, IReadOnlyList<(SampleId Id, string? Part)> samples, IReadOnlyList<DataProblem> problems, PhotoLimits? limits = null)
    {
        if (samples.CountBy(s => s.Id.Name).FirstOrDefault(s => s.Value > 1).Key is { } name)
            throw new ArgumentException($"several samples of {root} are named {name}: give each a name of its own");
        if (samples.FirstOrDefault(s => s.Part is not null && !PartNames.All.Contains(s.Part)).Part is { } part)
            throw new ArgumentException($"{root} has no part '{part}': use {string.Join(", ", PartNames.All)}, or null");
        Root = root;
        Limits = limits ?? PhotoLimits.Default;
        this.problems = problems;
        parts = [.. samples.Select(s => s.Part)];
        Samples = [.. samples.Select(s => s.Id)];
    }

    /// <inheritdoc/>
    public sealed override string Root { get; }

    /// <inheritdoc/>
    public sealed override IReadOnlyList<SampleId> Samples { get; }

    /// <summary>Limits on what is read and decoded, for photos and masks alike.</summary>
    public PhotoLimits Limits { get; }

    /// <inheritdoc/>
    public sealed override Split? GivenSplit => GivenParts.Split(parts);

    /// <inheritdoc/>
    public sealed override Sample Read(int index) => ReadSample(index);

    /// <inheritdoc/>
    public sealed override IReadOnlyList<DataProblem> Validate(
        ValidationDepth depth = ValidationDepth.Decode, IProgress<DataProgress>? progress = null, CancellationToken cancel = default)
    {
        if (Samples.Count == 0 && problems.Count == 0)
            return [new DataProblem(Root, "holds no photo with a mask", "put photos and masks there")];
        if (depth == ValidationDepth.Names) return problems;
        var found = SampleLoop.Run(Samples.Count, i => Check(i, depth), progress, cancel);
        return [.. problems, .. found.OfType<DataProblem>()];
    }

    /// <summary>Reads a sample's files, without decoding them.</summary>
    /// <param name="index">The sample's position in <see cref="Samples"/>.</param>
    /// <exception cref="DatasetException">A file cannot be read; the message names it and the repair.</exception>
    protected abstract ClassSample ReadSample(int index);

    private DataProblem? Check(int index, ValidationDepth depth)
    {
        try
        {
            var sample = ReadSample(index);
            using var mask = sample.ReadMask();
            if (depth >= ValidationDepth.Decode) sample.DecodePhoto().Dispose();
            return mask.UnknownLabels.Count > 0 ? sample.UnknownLabelProblem(mask) : null;
        }
        catch (DatasetException e) when (e.Problems.Count > 0)
        {
            return e.Problems[0];
        }
    }
}
