
namespace Cutline.Segmentation.Splits;

/// <summary>Indices of a dataset's samples, ascending; no sample is in two parts, and by car no car is.</summary>
public sealed record Split(int[] Train, int[] Val, int[] Test)
{
    /// <summary>
    /// Divides samples. The groups, in ordinal order, are shuffled by <see cref="SplitMix64"/> with the seed; the first are the test,
    /// the next the validation, the rest training. Each count is its fraction rounded to even, but at least one where the fraction is
    /// above 0. So the test part depends on names, seed and test fraction alone.
    /// </summary>
    /// <exception cref="DatasetException">There are too few groups, or a group to leave out is not there.</exception>
    public static Split Of(IReadOnlyList<SampleId> samples, SplitOptions options)
    {
        options.Validate();
        if (options.By == SplitBy.Lists) return SplitLists.Read(options.Lists!, samples);
        var pattern = options.By == SplitBy.Pattern ? new SplitPattern(options.Pattern!) : null;
        var excluded = options.ExcludeGroups.ToHashSet();
        if (options.ExcludeGroups.FirstOrDefault(g => samples.All(s => s.Group != g)) is { } missing)
            throw new DatasetException($"the split is to leave out {missing}, which is not in the data; correct or drop the name");

        var groups = Enumerable.Range(0, samples.Count)
            .Where(i => !excluded.Contains(samples[i].Group))
            .GroupBy(i => pattern?.GroupOf(samples[i].Name) ?? (options.By == SplitBy.Car ? samples[i].Group : samples[i].Name))
            .OrderBy(g => g.Key, StringComparer.Ordinal)
            .Select(g => g.ToArray())
            .ToArray();
        new SplitMix64((ulong)options.Seed).Shuffle(groups.AsSpan());

        var test = Count(groups.Length, options.Test);
        var val = Count(groups.Length - test, options.Validation);
        if (groups.Length - test - val < 1)
        {
            var what = options.By switch { SplitBy.Car => "car", SplitBy.Pattern => "group", _ => "image" };
            throw new DatasetException(
                $"{groups.Length} {what}{(groups.Length == 1 ? "" : "s")} cannot be split into training, validation and test; add data, split by image, or set a fraction to 0");
        }

        return new(Gather(groups[(test + val)..]), Gather(groups[test..(test + val)]), Gather(groups[..test]));
    }

    /// <summary>Every sample is in <see cref="Test"/>: for data that nothing is trained on.</summary>
    public static Split AllTest(int samples) => new([], [], [.. Enumerable.Range(0, samples)]);

    /// <summary>The indices of a part: train, val, test, or all of the three.</summary>
    /// <exception cref="ArgumentException">The part has another name.</exception>
    public int[] Part(string name) => name switch
    {
        "train" => Train,
        "val" => Val,
        "test" => Test,
        "all" => Gather([Train, Val, Test]),
        _ => throw new ArgumentException($"there is no part {name}: choose train, val, test or all"),
    };

    /// <summary>Writes the names of each part as JSON, at once or not at all.</summary>
    public void Save(string path, IReadOnlyList<SampleId> samples, SplitOptions? options = null) => SplitFile.Write(path, this, samples, options);

    /// <summary>Reads a split back onto samples, which may have gained others since: those are in no part.</summary>
    /// <param name="prefix">Of the names that count, taken off them: those of one of several datasets.</param>
    /// <exception cref="DatasetException">No split, or one that names samples twice or samples that are not there.</exception>
    public static Split Load(string path, IReadOnlyList<SampleId> samples, string prefix = "") => SplitFile.Read(path, prefix).On(samples, path);

    /// <summary>As <see cref="Load"/>, or null where the split names samples that are not there: it is of other data.</summary>
    /// <exception cref="DatasetException">No split, or one that names samples twice.</exception>
    public static Split? Find(string path, IReadOnlyList<SampleId> samples, string prefix = "") =>
        SplitFile.Read(path, prefix) is var file && file.IsOf(samples) ? file.On(samples, path) : null;

    private static int Count(int groups, double fraction) => fraction > 0 ? Math.Max(1, (int)Math.Round(groups * fraction)) : 0;

    private static int[] Gather(int[][] groups) => [.. groups.SelectMany(g => g).Order()];
}
