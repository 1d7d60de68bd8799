using Cutline.Segmentation.Datasets;
using Cutline.Segmentation.Training;

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

    public int Batch { get; init; } = 16;

    public Precision Precision { get; init; } = Precision.Fp32;

    /// <summary>The split that these options mean for some data.</summary>
    /// <param name="run">The run that the model is of, or null.</param>
    /// <exception cref="DatasetException">The run's split names samples that are not in the data.</exception>
    public Split Choose(SegmentationDataset data, RunFolder? run)
    {
        if (Part == "all") return Datasets.Split.AllTest(data.Samples.Count);
        if (Split is not null) return Datasets.Split.Of(data.Samples, Split);
        if (run is { } && File.Exists(run.Split) && run.ReadOptions() is { Data: [var only] } && Path.GetFullPath(only) == Path.GetFullPath(data.Root))
            return Datasets.Split.Load(run.Split, data.Samples);
        return Datasets.Split.Of(data.Samples, data is FolderDataset ? SplitOptions.Quarter : new SplitOptions());
    }
}
