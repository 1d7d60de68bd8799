using Cutline.Segmentation.Datasets;
using Cutline.Segmentation.Metrics;
using Cutline.Segmentation.Runs;
using Cutline.Segmentation.Splits;

namespace Cutline.Segmentation.Evaluation;

/// <summary>What is measured, and on which samples.</summary>
public sealed record EvaluationOptions
{
    /// <summary>train, val, test or all.</summary>
    public string Part { get; init; } = "test";

    /// <summary>How the data is split; null for the split that the run saved or, for a model file, the dataset's own default.</summary>
    public SplitOptions? Split { get; init; }

    /// <summary>
    /// The most samples that are measured, drawn from the part by the seed of <see cref="Split"/>; null for all of them.
    /// </summary>
    public int? Limit { get; init; }

    /// <summary>Whether masks are also scored at the photos' own size.</summary>
    public bool Native { get; init; }

    /// <summary>Photos predicted at once at the model's size. More need more memory, and are faster on a GPU alone.</summary>
    public int Batch { get; init; } = 1;

    /// <summary>
    /// How far from the true outline, in pixels of either size, the predicted one is met in boundary F1; null for 0.75 % of the diagonal.
    /// </summary>
    public int? BoundaryPixels { get; init; }

    /// <summary>Further metrics at the model's size.</summary>
    public IReadOnlyList<Metric> Metrics { get; init; } = [];

    /// <summary>Further metrics at the photos' own size, with <see cref="Native"/>; other objects than <see cref="Metrics"/>.</summary>
    public IReadOnlyList<Metric> NativeMetrics { get; init; } = [];

    /// <exception cref="ArgumentException">A value is out of range; the message says which to use.</exception>
    public EvaluationOptions Validated()
    {
        if (Batch is < 1 or > 4096) throw new ArgumentException($"Batch is {Batch}: use 1 to 4096 photos");
        if (Limit < 1) throw new ArgumentException($"Limit is {Limit}: use 1 photo or more, or leave it out to measure all");
        if (BoundaryPixels is < 0 or > 100) throw new ArgumentException($"BoundaryPixels is {BoundaryPixels}: use 0 to 100");
        if (NativeMetrics.Count > 0 && !Native)
            throw new ArgumentException("NativeMetrics are given and Native is false: set it, or leave them out");
        if (Metrics.Intersect(NativeMetrics, ReferenceEqualityComparer.Instance).Any())
            throw new ArgumentException("one metric is among Metrics and NativeMetrics: make an object for each");
        return this;
    }

    /// <summary>The samples of a split that are measured: those of <see cref="Part"/>, or <see cref="Limit"/> of them.</summary>
    public int[] Measured(Split split)
    {
        ArgumentNullException.ThrowIfNull(split);
        var part = PartOf(split);
        return Limit is { } limit ? Splits.Split.Draw(part, limit, Split?.Seed ?? 0) : part;
    }

    /// <summary>All samples of <see cref="Part"/>; of all parts where the split is one of data that nothing was trained on.</summary>
    internal int[] PartOf(Split split) => Part == "all" ? split.Test : split.Part(Part);

    /// <summary>The split that these options mean for some data.</summary>
    /// <param name="data">The dataset to measure on.</param>
    /// <param name="run">The run that the model is of, or null.</param>
    /// <exception cref="DatasetException">The run's split cannot be read.</exception>
    public Split Choose(SegmentationDataset data, SavedRun? run) => ChooseUnseen(data, run).Split;

    /// <summary>
    /// The split that these options mean for some data, with what is left out of it. Where no other split is asked for, photos that the run
    /// was trained on are in no test, wherever they lie now and whatever they are called.
    /// </summary>
    /// <param name="data">The dataset to measure on.</param>
    /// <param name="run">The run that the model is of, or null.</param>
    /// <param name="progress">Receives the number of photos that were compared with the run's, from any thread.</param>
    /// <param name="cancel">Cancels the comparison.</param>
    /// <exception cref="DatasetException">The run's split cannot be read.</exception>
    public ChosenSplit ChooseUnseen(
        SegmentationDataset data, SavedRun? run, IProgress<DataProgress>? progress = null, CancellationToken cancel = default)
    {
        if (Part == "all") return new(Splits.Split.AllTest(data.Samples.Count), []);
        var unseen = run is null ? null : new UnseenSplit(data, run, progress, cancel);
        if (Split is not null && data.CreateSplit(Split) is var asked) return new(asked, [.. unseen?.Trained(asked.Test) ?? []]);
        var chosen = unseen?.Find() ?? new(data.CreateSplit(data is FolderDataset ? SplitOptions.Quarter : new SplitOptions()), []);
        return chosen with
        {
            Notes = Part == "test" ? [.. chosen.Notes, .. unseen?.Namesakes(chosen.Split.Test) ?? []] : [],
        };
    }
}
