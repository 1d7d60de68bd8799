using Cutline.Segmentation.Datasets;
using Cutline.Segmentation.Inference;
using Cutline.Training.Runs;

namespace Cutline.Segmentation.Evaluation;

/// <summary>What is measured, and on what.</summary>
public sealed record EvaluationOptions
{
    /// <summary>train, val, test or all.</summary>
    public string Part { get; init; } = "test";

    /// <summary>How the data is split; null for the split that the run saved, or, of a model file, the data set's own default.</summary>
    public SplitOptions? Split { get; init; }

    /// <summary>Whether masks are also scored at the photos' own size.</summary>
    public bool Native { get; init; }

    /// <summary>How photos are looked at for the scores at native size; those at the model's own are of one look, as in training.</summary>
    public PredictorOptions Look { get; init; } = new();

    public int Batch { get; init; } = 16;

    public Precision Precision { get; init; } = Precision.Fp32;

    /// <summary>The split that these options mean for some data.</summary>
    /// <param name="run">The run that the model is of, or null.</param>
    /// <exception cref="DatasetException">The run's split names samples that are not in the data.</exception>
    public Split Choose(SegmentationDataset data, RunFolder? run)
    {
        if (Part == "all") return Datasets.Split.AllTest(data.Samples.Count);
        if (Split is not null) return Datasets.Split.Of(data, Split);
        return (run is null ? null : OfRun(data, run)) ?? Datasets.Split.Of(data, data is FolderDataset ? SplitOptions.Quarter : new SplitOptions());
    }

    /// <summary>The split with which a run trained on this data: known by its place or, wherever it lies now, by its samples' names.</summary>
    private static Split? OfRun(SegmentationDataset data, RunFolder run)
    {
        if (!run.Exists || !File.Exists(run.Split)) return null;
        var sources = run.ReadOptions().Data;
        string Prefix(int i) => sources.Count == 1 ? "" : CombinedDataset.Prefix(i);
        var places = Enumerable.Range(0, sources.Count).ToArray();
        if (places.Where(i => Path.GetFullPath(sources[i]) == Path.GetFullPath(data.Root)).ToArray() is [var place, ..])
            return Datasets.Split.Load(run.Split, data.Samples, Prefix(place));
        return places.Select(i => Datasets.Split.Find(run.Split, data.Samples, Prefix(i))).FirstOrDefault(split => split is not null);
    }
}
