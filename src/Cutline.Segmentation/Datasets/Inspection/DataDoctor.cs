using System.Globalization;
using Cutline.Segmentation.Labels;
using Cutline.Segmentation.Splits;

namespace Cutline.Segmentation.Datasets.Inspection;

/// <summary>
/// Looks at all photos and masks before they are trained on: files, sizes, classes, values of no class, and photos that are in two parts of
/// the split, by 256-bit hashes of all pairs.
/// </summary>
public static class DataDoctor
{
    /// <summary>The most pairs of photos that a report lists.</summary>
    public const int MaxTwins = 200;

    /// <summary>A class of a smaller share of the pixels is rarely learnt without weights.</summary>
    private const double Rare = 0.001;

    /// <summary>A larger share of colours far from every class's is more than the blur of edges: Cityscapes pairs have 0.09.</summary>
    private const double ManyFar = 0.2;

    private const int ReportEvery = 16;

    /// <param name="split">How the data would be divided.</param>
    /// <param name="progress">Told how many samples are looked at, from any thread.</param>
    public static DataReport Examine(SegmentationDataset data, SplitOptions split, IProgress<DataProgress>? progress = null, CancellationToken cancel = default)
    {
        var surveys = Survey(data, progress, cancel);
        var findings = new List<Finding>();
        var parts = Divide(data, split, findings);
        var partOf = PartOf(parts, surveys.Length);
        var (classes, strangers) = (Classes(data.Classes, surveys), UnknownLabels(data, surveys));
        var pixels = classes.Sum(c => c.Pixels) + strangers.Sum(s => s.Pixels);
        var far = pixels == 0 ? 0 : (double)surveys.Sum(s => s.Far) / pixels;
        var twins = TwinSearch.Find(data.Samples, surveys, partOf);
        DataProblem[] problems = [.. data.Validate(ValidationDepth.Names, null, cancel), .. surveys.SelectMany(s => s.Problems)];

        findings.AddRange(strangers.Take(20).Select(s => new Finding(Gravity.Error,
            Text($"{s.Value} belongs to no class: {s.Pixels:N0} pixels in {s.Photos} masks, first {s.First}"),
            data.IsBinary ? "save the masks again with two values, without smoothing or compression by JPEG" : "add it to a class or to void in classes.json, or correct the masks")));
        if (far > ManyFar) findings.Add(new(Gravity.Error, Text($"{far:P1} of the pixels are far from every class's colour"), "check that these are the labels' colours, and photo left, label right"));
        findings.AddRange(ClassFindings(data.Classes, classes, surveys, parts));
        findings.AddRange(TwinFindings(twins));
        return new(data.Root, data.Samples.Count, data.Samples.Select(s => s.Group).Distinct().Count(),
            new Dictionary<string, int> { ["train"] = parts.Train.Length, ["val"] = parts.Val.Length, ["test"] = parts.Test.Length },
            Sizes(surveys), classes, strangers, far, [.. twins.Take(MaxTwins)], problems, [.. findings.OrderByDescending(f => f.Gravity)]);
    }

    private static SampleSurvey[] Survey(SegmentationDataset data, IProgress<DataProgress>? progress, CancellationToken cancel)
    {
        var surveys = new SampleSurvey[data.Samples.Count];
        var done = 0;
        Parallel.For(0, surveys.Length, new ParallelOptions { MaxDegreeOfParallelism = Environment.ProcessorCount, CancellationToken = cancel }, i =>
        {
            surveys[i] = SampleSurvey.Of(data, i);
            var now = Interlocked.Increment(ref done);
            if (now % ReportEvery == 0 || now == surveys.Length) progress?.Report(new(now, surveys.Length));
        });
        return surveys;
    }

    private static Split Divide(SegmentationDataset data, SplitOptions split, List<Finding> findings)
    {
        try
        {
            return data.CreateSplit(split);
        }
        catch (DatasetException e)
        {
            findings.Add(new(Gravity.Error, "the data cannot be split", e.Message));
            return new([], [], []);
        }
    }

    private static string[] PartOf(Split split, int samples)
    {
        var parts = Enumerable.Repeat("none", samples).ToArray();
        foreach (var name in new[] { "train", "val", "test" })
            foreach (var i in split.Part(name)) parts[i] = name;
        return parts;
    }

    private static SizeCount[] Sizes(SampleSurvey[] surveys) => [.. surveys.Where(s => s.Pixels.Length > 0).GroupBy(s => s.Size)
        .Select(g => new SizeCount(g.Key.Width, g.Key.Height, g.Count())).OrderByDescending(s => s.Photos).ThenBy(s => s.Width).ThenBy(s => s.Height)];

    private static ClassShare[] Classes(ClassSet classes, SampleSurvey[] surveys)
    {
        var seen = surveys.Where(s => s.Pixels.Length > 0).ToArray();
        var pixels = Enumerable.Range(0, classes.Count + 1).Select(c => seen.Sum(s => s.Pixels[c])).ToArray();
        var counted = Math.Max(1, pixels[..^1].Sum());
        return [.. pixels.Select((p, c) => new ClassShare(
            c < classes.Count ? classes.Classes[c].Name : "void", p, (double)p / (c < classes.Count ? counted : Math.Max(1, pixels.Sum())), seen.Count(s => s.Pixels[c] > 0)))];
    }

    private static UnknownLabelCount[] UnknownLabels(SegmentationDataset data, SampleSurvey[] surveys) =>
        [.. surveys.SelectMany((s, i) => s.UnknownLabels.Select(stranger => (stranger, i))).GroupBy(s => s.stranger.Value)
            .Select(g => new UnknownLabelCount(g.Key, g.Sum(s => s.stranger.Pixels), g.Count(), data.Samples[g.Min(s => s.i)].Name)).OrderByDescending(s => s.Pixels)];

    private static IEnumerable<Finding> ClassFindings(ClassSet set, ClassShare[] classes, SampleSurvey[] surveys, Split split)
    {
        if (surveys.All(s => s.Pixels.Length == 0)) yield break;
        var there = classes[..^1].Where(c => c.Pixels > 0).ToArray();
        if (there.Length < 2)
        {
            yield return new(Gravity.Error, there is [var only] ? $"every pixel that counts is '{only.Name}'" : "every pixel is void", "check that the masks hold what the classes say");
            yield break;
        }

        for (var c = 0; c < set.Count; c++)
        {
            bool In(int[] part) => part.Any(i => surveys[i].Pixels.Length > 0 && surveys[i].Pixels[c] > 0);
            var name = set.Classes[c].Name;
            if (classes[c].Pixels == 0)
                yield return new(Gravity.Warning, $"'{name}' never occurs", "add photos of it, or leave the class out");
            else if (!In(split.Train) && (In(split.Val) || In(split.Test)))
                yield return new(Gravity.Warning, $"'{name}' occurs in val or test but never in train", "add photos of it to train, or split with another seed");
            else if (classes[c].Share < Rare)
                yield return new(Gravity.Note, Text($"'{name}' is {classes[c].Share:P3} of the pixels"), "weigh the classes in the loss, or expect it to be missed");
        }
    }

    private static IEnumerable<Finding> TwinFindings(IReadOnlyList<Twins> twins)
    {
        foreach (var kind in twins.GroupBy(t => (Exact: t.Distance is null, Across: t.Parts.Contains(' ', StringComparison.Ordinal))).OrderByDescending(g => g.Key.Across))
        {
            var (exact, across) = kind.Key;
            var what = $"{kind.Count()} pairs of photos are {(exact ? "the same with the same mask" : "nearly the same")}{(across ? " in two parts of the split" : " in one part")}, such as {kind.First().First} and {kind.First().Second}";
            yield return new(
                exact && across ? Gravity.Error : across ? Gravity.Warning : Gravity.Note, what,
                across ? "remove one of each, or keep them in one part with a split by groups: the score would be of photos known from training" : "remove one of each if they are copies");
        }
    }

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
