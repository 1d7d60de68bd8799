using Cutline.Segmentation.Datasets;
using Cutline.Segmentation.Transforms;

namespace Cutline.Segmentation.Training;

/// <summary>The data of a run: datasets joined, split, decoded on demand, and dealt out in batches.</summary>
public sealed class TrainingData : IDisposable
{
    private readonly SegmentationDataset[] sources;
    private readonly DecodedSet set;

    private TrainingData(TrainOptions options, SegmentationDataset[] sources, SegmentationDataset all, Split split)
    {
        this.sources = sources;
        (All, Split) = (all, split);
        set = new DecodedSet(all, options.Preprocess, new DecodedSetOptions { MemoryBudget = options.CacheBudget });
        Train = new BatchLoader(set, Repeated(options), new BatchLoaderOptions { BatchSize = options.Batch, Shuffle = true, Seed = options.Seed });
        Val = new BatchLoader(set, split.Val, new BatchLoaderOptions { BatchSize = options.Batch });
        Backgrounds = Backgrounds.Load(options.Backgrounds);
    }

    public SegmentationDataset All { get; }

    public Split Split { get; }

    public BatchLoader Train { get; }

    public BatchLoader Val { get; }

    public Backgrounds Backgrounds { get; }

    public string Description => set.Description;

    /// <summary>Opens and splits the data. The first set is split as the options say; of each further one a fixed quarter is for testing.</summary>
    /// <exception cref="DatasetException">A set is missing, or too small to split.</exception>
    public static TrainingData Open(TrainOptions options)
    {
        var sources = options.Data.Select(DatasetLocator.Open).ToArray();
        if (sources.Length == 1) return new(options, sources, sources[0], Split.Of(sources[0].Samples, options.Split));
        var all = new CombinedDataset(sources);
        var splits = sources.Select((s, i) => Split.Of(s.Samples, i == 0 ? options.Split : SplitOptions.Quarter)).ToArray();
        return new(options, sources, all, all.Join(splits));
    }

    public void Dispose()
    {
        Backgrounds.Dispose();
        set.Dispose();
        All.Dispose();
        foreach (var source in sources) source.Dispose();
    }

    /// <summary>The training samples, those of each set as often as the options say.</summary>
    private int[] Repeated(TrainOptions options)
    {
        var source = sources.SelectMany((s, i) => Enumerable.Repeat(i, s.Samples.Count)).ToArray();
        return [.. Split.Train.SelectMany(i => Enumerable.Repeat(i, options.Repeat.ElementAtOrDefault(source[i]) is var n and > 0 ? n : 1))];
    }
}
