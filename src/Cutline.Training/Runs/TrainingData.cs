using Cutline.Segmentation;
using Cutline.Segmentation.Datasets;
using Cutline.Segmentation.Datasets.Formats;
using Cutline.Segmentation.Datasets.Inspection;
using Cutline.Segmentation.Loading;
using Cutline.Segmentation.Splits;
using Cutline.Training.Augmentation;
using Cutline.Training.Models;
using Cutline.Training.Refinement;

namespace Cutline.Training.Runs;

/// <summary>The data of a run: datasets joined, split, decoded on demand, and delivered in batches.</summary>
public sealed class TrainingData : IDisposable
{
    /// <summary>Validation samples that are looked at during training.</summary>
    private const int SamplesShown = 6;

    /// <summary>Training samples that batch norm's statistics are estimated on.</summary>
    private const int StatisticsSamples = 512;

    private readonly IReadOnlyList<SegmentationDataset> sources;
    private readonly DecodedSet set;
    private readonly TrainOptions options;
    private IReadOnlyDictionary<string, PhotoHash>? looks;

    private TrainingData(TrainOptions options, IReadOnlyList<SegmentationDataset> sources, SegmentationDataset all, Split split)
    {
        (this.sources, this.options) = (sources, options);
        (All, Split) = (all, split);
        Used = options.Limit is { } limit ? split.Limited(limit, options.Seed) : split;
        set = new DecodedSet(all, options.Preprocess, new DecodedSetOptions { MemoryBudget = options.CacheBudget });
        Train = new BatchLoader(set, Repeated(), TrainLoading);
        Val = new BatchLoader(set, Used.Val, new BatchLoaderOptions { BatchSize = options.Batch });
        Shown = new BatchLoader(set, EvenSample.Of(Used.Val, SamplesShown, all.Samples), new BatchLoaderOptions { BatchSize = 1 });
        Statistics = new BatchLoader(
            set, EvenSample.Of(Used.Train, StatisticsSamples),
                new BatchLoaderOptions { BatchSize = options.Batch, DropLast = Used.Train.Length > options.Batch });
        Backgrounds = Backgrounds.Load(options.Backgrounds);
    }

    /// <summary>All samples of all sets.</summary>
    public SegmentationDataset All { get; }

    /// <summary>Which of them are for what.</summary>
    public Split Split { get; }

    /// <summary>Those of them that are used: all, or as many as <see cref="TrainOptions.Limit"/> says.</summary>
    public Split Used { get; }

    /// <summary>The training samples, in another order each epoch.</summary>
    public BatchLoader Train { get; private set; }

    /// <summary>The validation samples.</summary>
    public BatchLoader Val { get; }

    /// <summary>A few of the validation samples, to look at.</summary>
    public BatchLoader Shown { get; }

    /// <summary>Some of the training samples, evenly chosen, unchanged and in order.</summary>
    public BatchLoader Statistics { get; }

    /// <summary>What augmentation may put behind cut-out objects.</summary>
    public Backgrounds Backgrounds { get; }

    /// <summary>Where the pixels are kept.</summary>
    public string Description => set.Description;

    /// <summary>Bytes that the decoded pixels take in memory.</summary>
    internal long CachedBytes => set.OnDisk ? 0 : set.Bytes;

    /// <summary>Opens the datasets that options name.</summary>
    /// <exception cref="DatasetException">One is missing, or laid out as none.</exception>
    public static IReadOnlyList<SegmentationDataset> OpenSources(TrainOptions options)
    {
        var opened = new List<SegmentationDataset>();
        try
        {
            foreach (var path in options.Data) opened.Add(DatasetLocator.Open(path, options.Dataset));
            if (ModelRegistry.Find(options.Model.Name).Samples is { } samples)
                for (var i = 0; i < opened.Count; i++) opened[i] = samples(opened[i], options.Seed);
            return opened;
        }
        catch
        {
            opened.ForEach(source => source.Dispose());
            throw;
        }
    }

    /// <summary>
    /// Joins and splits datasets. The first one is split as the options say; of each further one a fixed quarter is for testing.
    /// </summary>
    /// <param name="options">Of the run.</param>
    /// <param name="sources">They remain their owner's to dispose of.</param>
    /// <param name="split">
    /// A file with the split of a run that goes on: it keeps that, whatever photos have come since. Null for a new one.
    /// </param>
    /// <exception cref="DatasetException">A set is too small to split, or lacks photos of the saved split.</exception>
    public static TrainingData Of(TrainOptions options, IReadOnlyList<SegmentationDataset> sources, string? split = null)
    {
        var all = sources is [var only] ? only : new CombinedDataset(sources);
        try
        {
            return new(options, sources, all, File.Exists(split) ? Split.Load(split, all.Samples) : Divide(options, sources, all));
        }
        catch (DatasetException) when (all.Validate() is { Count: > 0 } problems)
        {
            throw new DatasetException(all.Root, problems); // what is wrong with the files comes before what follows from it
        }
    }

    /// <summary>Checks the data as deeply as asked; what squares of photos are cut from is checked in the photos' place.</summary>
    /// <returns>Warnings, each with its repair.</returns>
    /// <exception cref="DatasetException">The data is not sound; the message lists everything.</exception>
    internal IReadOnlyList<Finding> Check(ValidationDepth depth, IProgress<DataProgress>? progress, CancellationToken cancel)
    {
        if (depth < ValidationDepth.Decode)
        {
            DatasetException.ThrowIfAny(All.Root, All.Validate(depth, progress, cancel));
            return [];
        }

        var edges = sources.OfType<EdgeDataset>().Select(e => e.Photos).ToArray();
        var reports = edges.Length == 0
            ? [Used == Split ? DataDoctor.Check(All, Split, progress, cancel) : DataDoctor.CheckParts(All, Used, progress, cancel)]
            : edges.Select(photos => DataDoctor.Check(photos, Split.AllTest(photos.Samples.Count), progress, cancel)).ToArray();
        looks = edges.Length == 0 ? reports[0].Looks : null;
        return [.. reports.SelectMany(r => r.Findings).Where(f => f.Severity >= Severity.Warning)];
    }

    /// <summary>
    /// Writes the split, with all by which its photos are known again elsewhere; by their looks, after a check that decoded.
    /// </summary>
    internal void SaveSplit(string path, CancellationToken cancel) => Split.Save(
        path,
        All.Samples,
        options.Split,
        [.. All.PhotoKeys(cancel).Select(photo => photo?.ToString())],
        looks is null ? null : [.. All.Samples.Select(s => looks.TryGetValue(s.Name, out var look) ? look.ToString() : null)]);

    /// <summary>Lets an epoch show samples of rare classes more often; decodes the training samples.</summary>
    /// <returns>That it changes nothing; null where it does change something.</returns>
    /// <exception cref="DatasetException">A sample cannot be decoded.</exception>
    internal Finding? BalanceSampling(CancellationToken cancel)
    {
        var indices = Repeated();
        int[] photos = [.. indices.Distinct()];
        var threshold = options.RepeatThreshold ?? RepeatFactors.DefaultThreshold;
        var factors = photos.Zip(RepeatFactors.Of(set, photos, threshold, cancel)).ToDictionary(pair => pair.First, pair => pair.Second);
        Train = new BatchLoader(set, indices, TrainLoading with { Repeats = [.. indices.Select(i => factors[i])] });
        return factors.Values.Any(factor => factor > 1) ? null : new(
            Severity.Warning,
            FormattableString.Invariant($"every class is in {100 * threshold:0.#} % of the training photos or more, so that ")
                + "ClassBalancedSampling changes nothing",
            "raise RepeatThreshold, or leave it out");
    }

    /// <summary>Releases the decoded pixels. The datasets remain their owner's.</summary>
    public void Dispose()
    {
        Backgrounds.Dispose();
        set.Dispose();
        if (All is CombinedDataset) All.Dispose();
    }

    private BatchLoaderOptions TrainLoading => new() { BatchSize = options.Batch, Shuffle = true, Seed = options.Seed };

    private static Split Divide(TrainOptions options, IReadOnlyList<SegmentationDataset> sources, SegmentationDataset all)
    {
        var quarter = SplitOptions.Quarter with { Folds = options.Split.Folds, Fold = options.Split.Fold };
        var splits = sources.Select((s, i) => s.CreateSplit(i == 0 ? options.Split : quarter)).ToArray();
        return all is CombinedDataset combined ? combined.Join(splits) : splits[0];
    }

    /// <summary>The training samples, those of each set as often as the options say.</summary>
    private int[] Repeated()
    {
        var source = sources.SelectMany((s, i) => Enumerable.Repeat(i, s.Samples.Count)).ToArray();
        return [.. Used.Train
            .SelectMany(i => Enumerable.Repeat(i, options.Repeat.ElementAtOrDefault(source[i]) is var n and > 0 ? n : 1))];
    }
}
