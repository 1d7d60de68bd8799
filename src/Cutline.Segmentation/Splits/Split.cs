namespace Cutline.Segmentation.Splits;

/// <summary>A dataset divided into training, validation and test.</summary>
/// <param name="Train">Indices of the training samples, ascending.</param>
/// <param name="Val">Indices of the validation samples, ascending.</param>
/// <param name="Test">Indices of the test samples, ascending.</param>
public sealed record Split(int[] Train, int[] Val, int[] Test)
{
    /// <summary>Of the random numbers that draw a part's samples: no epoch's.</summary>
    private const long LimitStream = -1;

    /// <summary>
    /// Divides samples. The groups, in ordinal order, are shuffled by <see cref="SplitMix64"/> with the seed. The first are for testing,
    /// the next for validation, the rest for training. Each count is the fraction of the groups rounded to the nearest whole number (a half
    /// to the even one), but at least one where the fraction is above 0. So the test part depends on names, seed and test fraction alone.
    /// With <see cref="SplitOptions.Folds"/> the groups that are not for testing are dealt out to the folds, one to each in turn.
    /// </summary>
    /// <exception cref="DatasetException">There are too few groups, or a group to exclude does not exist.</exception>
    public static Split Of(IReadOnlyList<SampleId> samples, SplitOptions options)
    {
        options.Validate();
        if (options.By == SplitBy.Lists) return SplitLists.Read(options.Lists!, samples).InFolds(samples, options);
        var pattern = options.By == SplitBy.Pattern ? new SplitPattern(options.Pattern!) : null;
        var excluded = options.ExcludeGroups.ToHashSet();
        if (options.ExcludeGroups.FirstOrDefault(g => samples.All(s => s.Group != g)) is { } missing)
            throw new DatasetException($"the group to exclude, {missing}, is not in the data; correct or remove the name");

        var groups = Enumerable.Range(0, samples.Count)
            .Where(i => !excluded.Contains(samples[i].Group))
            .GroupBy(i => pattern?.GroupOf(samples[i].Name) ?? (options.By == SplitBy.Car ? samples[i].Group : samples[i].Name))
            .OrderBy(g => g.Key, StringComparer.Ordinal)
            .Select(g => g.ToArray())
            .ToArray();
        new SplitMix64((ulong)options.Seed).Shuffle(groups.AsSpan());

        var test = Count(groups.Length, options.Test);
        if (options.Folds is { } folds) return InFolds(groups, test, folds, options);
        var val = Count(groups.Length - test, options.Validation);
        if (groups.Length - test - val < 1)
        {
            var what = options.By switch { SplitBy.Car => "car", SplitBy.Pattern => "group", _ => "image" };
            throw new DatasetException(
                $"{groups.Length} {what}{(groups.Length == 1 ? "" : "s")} cannot be split into training, validation and test; " +
                "add data, split by image (Split.By image), or leave a part out (Test 0, Validation 0)") { NamesOptions = true };
        }

        return new(Join(groups[(test + val)..]), Join(groups[test..(test + val)]), Join(groups[..test]));
    }

    /// <summary>All samples in <see cref="Test"/>: for data that no model is trained on.</summary>
    public static Split AllTest(int samples) => new([], [], [.. Enumerable.Range(0, samples)]);

    /// <summary>The indices of a part: train, val, test, or all for the three together.</summary>
    /// <exception cref="ArgumentException">The part has another name.</exception>
    public int[] Part(string name) => name switch
    {
        "train" => Train,
        "val" => Val,
        "test" => Test,
        "all" => Join([Train, Val, Test]),
        _ => throw new ArgumentException($"there is no part {name}: choose train, val, test or all"),
    };

    /// <summary>
    /// At most so many of the training samples, and the same share of validation and test, of each at least one where there is any: for a
    /// first try on large data. They are drawn by the seed; a greater limit adds to those of a smaller one.
    /// </summary>
    /// <param name="limit">The most training samples.</param>
    /// <param name="seed">Another seed draws others.</param>
    public Split Limited(int limit, long seed)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(limit, 1);
        if (limit >= Train.Length) return this;
        int Share(int[] part) => part.Length == 0 ? 0 : Math.Max(1, (int)Math.Round((double)part.Length * limit / Train.Length));
        return new(Draw(Train, limit, seed), Draw(Val, Share(Val), seed), Draw(Test, Share(Test), seed));
    }

    /// <summary>Some of the samples of a part, drawn by the seed, ascending; all where there are no more.</summary>
    internal static int[] Draw(int[] part, int count, long seed)
    {
        if (count >= part.Length) return part;
        var drawn = part.ToArray();
        SplitMix64.Of(seed, LimitStream).Shuffle(drawn.AsSpan());
        return [.. drawn[..count].Order()];
    }

    /// <summary>Writes the names of each part's samples as JSON. An existing file is replaced at once or not at all.</summary>
    /// <param name="path">The file.</param>
    /// <param name="samples">The dataset's samples.</param>
    /// <param name="options">How the split was made.</param>
    /// <param name="photos">
    /// A text for each sample's photo by which it is known again under another name; null, or null for a sample, for none.
    /// </param>
    /// <param name="looks">
    /// A text for each sample's photo by which it is known again when it was saved anew; null, or null for a sample, for none.
    /// </param>
    public void Save(
        string path,
        IReadOnlyList<SampleId> samples,
        SplitOptions? options = null,
        IReadOnlyList<string?>? photos = null,
        IReadOnlyList<string?>? looks = null) =>
        SplitFile.Write(path, this, samples, options, photos, looks);

    /// <summary>Reads a split of these samples. Samples that were added since it was written are in no part.</summary>
    /// <param name="path">The file.</param>
    /// <param name="samples">The dataset's samples.</param>
    /// <param name="prefix">Only names with this prefix are read, without it: those of one of several datasets.</param>
    /// <exception cref="DatasetException">The file is not a split, or names a sample twice or one that does not exist.</exception>
    public static Split Load(string path, IReadOnlyList<SampleId> samples, string prefix = "") =>
        SplitFile.Read(path, prefix).Resolve(samples, path);

    /// <summary>Training and validation divided anew into folds, where the options ask for that; the test part stays.</summary>
    internal Split InFolds(IReadOnlyList<SampleId> samples, SplitOptions options)
    {
        if (options.Folds is null) return this;
        var rest = Join([Train, Val]);
        var byGroup = options with { By = SplitBy.Car, Lists = null, Pattern = null, Test = 0, ExcludeGroups = [] };
        var drawn = Of([.. rest.Select(i => samples[i])], byGroup);
        return new([.. drawn.Train.Select(i => rest[i])], [.. drawn.Val.Select(i => rest[i])], Test);
    }

    private static Split InFolds(int[][] groups, int test, int folds, SplitOptions options)
    {
        if (options.Fold is not { } fold)
            throw new ArgumentException(
                $"Folds is {folds} and Fold is none: name one from 1 to {folds}, or train all of them by cross-validation");
        var rest = groups[test..];
        if (rest.Length < folds)
            throw new DatasetException(
                $"{rest.Length} {(options.By == SplitBy.Image ? "images" : "groups")} that are not for testing cannot be divided into "
                    + $"{folds} folds; add data, use fewer Folds, or split by image (Split.By image)") { NamesOptions = true };
        int[][] Where(Func<int, bool> isIn) => [.. rest.Where((_, i) => isIn(i % folds))];
        return new(Join(Where(f => f != fold - 1)), Join(Where(f => f == fold - 1)), Join(groups[..test]));
    }

    private static int Count(int groups, double fraction) => fraction > 0 ? Math.Max(1, (int)Math.Round(groups * fraction)) : 0;

    private static int[] Join(int[][] groups) => [.. groups.SelectMany(g => g).Order()];
}
