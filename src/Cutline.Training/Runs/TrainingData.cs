using Cutline.Segmentation.Datasets;
using Cutline.Segmentation.Preprocessing;

namespace Cutline.Training.Runs;

/// <summary>The data of a run: datasets joined, split, decoded on demand, and dealt out in batches.</summary>
public sealed class TrainingData : IDisposable
{
    /// <summary>Validation samples that are looked at during training.</summary>
    private const int SamplesShown = 6;

    private readonly SegmentationDataset[] sources;
    private readonly DecodedSet set;

    private TrainingData(TrainOptions options, SegmentationDataset[] sources, SegmentationDataset all, Split split)
    {
        this.sources = sources;
        (All, Split) = (all, split);
        set = new DecodedSet(all, options.Preprocess, new DecodedSetOptions { MemoryBudget = options.CacheBudget });
        Train = new BatchLoader(set, Repeated(options), new BatchLoaderOptions { BatchSize = options.Batch, Shuffle = true, Seed = options.Seed });
        Val = new BatchLoader(set, split.Val, new BatchLoaderOptions { BatchSize = options.Batch });
        Shown = new BatchLoader(set, EvenSample.Of(split.Val, SamplesShown), new BatchLoaderOptions { BatchSize = 1 });
        Backgrounds = Backgrounds.Load(options.Backgrounds);
    }

    public SegmentationDataset All { get; }

    public Split Split { get; }

    public BatchLoader Train { get; }

    public BatchLoader Val { get; }

    /// <summary>A few of the validation samples, to look at.</summary>
    public BatchLoader Shown { get; }

    public Backgrounds Backgrounds { get; }

    public string Description => set.Description;

    /// <summary>Opens and splits the data. The first set is split as the options say; of each further one a fixed quarter is for testing.</summary>
    /// <param name="resumed">A run that goes on: it keeps the split that it saved, whatever photos have come since.</param>
    /// <exception cref="DatasetException">A set is missing, too small to split, or lacks photos of the saved split.</exception>
    public static TrainingData Open(TrainOptions options, RunFolder? resumed = null)
    {
        var sources = options.Data.Select(path => DatasetLocator.Open(path, options.Dataset)).ToArray();
        SegmentationDataset all = sources.Length == 1 ? sources[0] : new CombinedDataset(sources);
        try
        {
            return new(options, sources, all, File.Exists(resumed?.Split) ? Split.Load(resumed.Split, all.Samples) : Divide(options, sources, all));
        }
        catch (DatasetException) when (all.Validate() is { Count: > 0 } problems)
        {
            throw new DatasetException(all.Root, problems); // what is wrong with the files comes before what follows from it
        }
    }

    private static Split Divide(TrainOptions options, SegmentationDataset[] sources, SegmentationDataset all)
    {
        var splits = sources.Select((s, i) => Split.Of(s, i == 0 ? options.Split : SplitOptions.Quarter)).ToArray();
        return all is CombinedDataset combined ? combined.Join(splits) : splits[0];
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
