using System.Globalization;
using Cutline.Segmentation.Labels;
using Cutline.Segmentation.Splits;

namespace Cutline.Segmentation.Datasets.Inspection;

/// <summary>
/// Checks all photos and masks before a model is trained on them: files, sizes, classes, labels that belong to no class, and photos that
/// are in two parts of the split, by comparing 256-bit hashes of all pairs.
/// </summary>
public static class DataDoctor
{
    /// <summary>The most pairs of similar photos that a report lists.</summary>
    public const int MaxDuplicates = 200;

    /// <summary>The most unknown labels that become a finding each; of more, one tells of the first.</summary>
    private const int MaxUnknownLabels = 5, ShownOfMore = 3;

    /// <summary>A class with a smaller share of the pixels is rarely learnt without class weights.</summary>
    private const double RareShare = 0.001;

    /// <summary>A larger share of distant colours is more than the blur of edges: in Cityscapes pairs it is 0.09.</summary>
    private const double MaxDistantShare = 0.2;

    /// <summary>So many times as well must outlines fit the stored pixels before the masks are taken to be drawn on them.</summary>
    private const double LeastFit = 1.3;

    /// <summary>Checks the data.</summary>
    /// <param name="data">The data.</param>
    /// <param name="split">How the data would be split.</param>
    /// <param name="progress">Receives the number of checked samples, from any thread.</param>
    /// <param name="cancel">Cancels the operation.</param>
    public static DataReport Examine(
        SegmentationDataset data, SplitOptions split, IProgress<DataProgress>? progress = null, CancellationToken cancel = default)
    {
        var findings = new List<Finding>();
        return Report(data, CreateSplit(data, split, findings), findings, progress, cancel);
    }

    /// <summary>
    /// Checks the data as <see cref="Examine"/> does, and stops at what it calls an error. Training and evaluation begin with it, so that
    /// none of them goes on with data of which a model would learn, or a score would say, something wrong.
    /// </summary>
    /// <param name="data">The data.</param>
    /// <param name="split">Which of its samples are in which part.</param>
    /// <param name="progress">Receives the number of checked samples, from any thread.</param>
    /// <param name="cancel">Cancels the operation.</param>
    /// <returns>What was found besides: warnings and notes.</returns>
    /// <exception cref="DatasetException">There is an error; the message lists all of them, in the words of the report.</exception>
    public static DataReport Check(
        SegmentationDataset data, Split split, IProgress<DataProgress>? progress = null, CancellationToken cancel = default)
    {
        var report = Report(data, split, [], progress, cancel);
        report.ThrowIfUnsound();
        return report;
    }

    /// <summary>As <see cref="Check"/>, without the samples that are in no part of the split.</summary>
    /// <inheritdoc cref="Check"/>
    public static DataReport CheckParts(
        SegmentationDataset data, Split split, IProgress<DataProgress>? progress = null, CancellationToken cancel = default)
    {
        var (subset, parts) = SubsetDataset.Of(data, split);
        return Check(subset, parts, progress, cancel);
    }

    private static DataReport Report(
        SegmentationDataset data, Split parts, List<Finding> findings, IProgress<DataProgress>? progress, CancellationToken cancel)
    {
        var surveys = SampleLoop.Run(data.Samples.Count, i => SampleSurvey.Of(data, i), progress, cancel);
        var (classes, unknown) = (Classes(data.Classes, surveys), UnknownLabels(data, surveys));
        var pixels = classes.Sum(c => c.Pixels) + unknown.Sum(s => s.Pixels);
        var distant = pixels == 0 ? 0 : (double)surveys.Sum(s => s.DistantPixels) / pixels;
        var duplicates = DuplicateSearch.Find(data.Samples, surveys, PartOfEach(parts, surveys.Length));

        findings.AddRange(data.Notes.Select(note => new Finding(Severity.Warning, note.What, note.Repair)));
        findings.AddRange(TurnFindings(data, surveys));
        findings.AddRange(LabelFindings(data, unknown, distant));
        findings.AddRange(ClassFindings(data.Classes, classes, surveys, parts));
        findings.AddRange(DuplicateFindings(duplicates));
        return new(
            data.Root,
            data.Samples.Count,
            data.Samples.Select(s => s.Group).Distinct().Count(),
            new Dictionary<string, int> { ["train"] = parts.Train.Length, ["val"] = parts.Val.Length, ["test"] = parts.Test.Length },
            Sizes(surveys),
            classes,
            unknown,
            distant,
            [.. duplicates.Take(MaxDuplicates)],
            [.. data.Validate(ValidationDepth.Names, null, cancel).Concat(surveys.SelectMany(s => s.Problems)).Distinct()],
            [.. findings.OrderByDescending(f => f.Severity)])
        {
            Looks = data.Samples.Zip(surveys).Where(s => s.Second.Hash is not null)
                .ToDictionary(s => s.First.Name, s => s.Second.Hash!.Value),
        };
    }

    private static Split CreateSplit(SegmentationDataset data, SplitOptions split, List<Finding> findings)
    {
        try
        {
            return data.CreateSplit(split);
        }
        catch (DatasetException e)
        {
            findings.Add(new(Severity.Error, "the data cannot be split", e.Message));
            return new([], [], []);
        }
    }

    private static string[] PartOfEach(Split split, int samples)
    {
        var parts = Enumerable.Repeat("none", samples).ToArray();
        foreach (var name in PartNames.All)
            foreach (var i in split.Part(name)) parts[i] = name;
        return parts;
    }

    private static SizeCount[] Sizes(SampleSurvey[] surveys) =>
    [
        .. surveys.Where(s => s.Pixels.Length > 0).GroupBy(s => s.Size).Select(g => new SizeCount(g.Key.Width, g.Key.Height, g.Count()))
            .OrderByDescending(s => s.Photos).ThenBy(s => s.Width).ThenBy(s => s.Height),
    ];

    private static ClassShare[] Classes(ClassSet classes, SampleSurvey[] surveys)
    {
        var decoded = surveys.Where(s => s.Pixels.Length > 0).ToArray();
        var pixels = Enumerable.Range(0, classes.Count + 1).Select(c => decoded.Sum(s => s.Pixels[c])).ToArray();
        var (counted, all) = (Math.Max(1, pixels[..^1].Sum()), Math.Max(1, pixels.Sum()));
        ClassShare Share(int c) => c < classes.Count
            ? new(classes.Classes[c].Name, pixels[c], (double)pixels[c] / counted, decoded.Count(s => s.Pixels[c] > 0))
            : new("void", pixels[c], (double)pixels[c] / all, decoded.Count(s => s.Pixels[c] > 0));
        return [.. Enumerable.Range(0, pixels.Length).Select(Share)];
    }

    private static UnknownLabelCount[] UnknownLabels(SegmentationDataset data, SampleSurvey[] surveys) =>
    [
        .. surveys.SelectMany((s, i) => s.UnknownLabels.Select(label => (label, i))).GroupBy(s => s.label.Value)
            .Select(g => new UnknownLabelCount(g.Key, g.Sum(s => s.label.Pixels), g.Count(), data.Samples[g.Min(s => s.i)].Name))
            .OrderByDescending(s => s.Pixels),
    ];

    /// <summary>Masks of photos that EXIF turns: drawn before or after?</summary>
    private static IEnumerable<Finding> TurnFindings(SegmentationDataset data, SampleSurvey[] surveys)
    {
        var turned = surveys.Count(s => s.Turn.IsTurned);
        if (turned > 0)
        {
            yield return new(
                Severity.Note, Text($"{turned} masks were drawn on the stored pixels of photos that their EXIF orientation turns"),
                "they are turned like their photos; give MaskOrientation shown where they should not be");
        }

        foreach (var isTurned in (bool[])[false, true])
            if (MisreadTurn(data, surveys, isTurned) is { } misread) yield return misread;
    }

    /// <summary>Outlines on the edges of the photo as it is not read: in nearly all photos, and clearly so.</summary>
    private static Finding? MisreadTurn(SegmentationDataset data, SampleSurvey[] surveys, bool isTurned)
    {
        var open = surveys.Where(s => s.Turn.IsTurned == isTurned && s.Fit is ({ AsRead: > 0 } or { Otherwise: > 0 })).ToArray();
        var better = open.Where(s => s.Fit!.Otherwise > s.Fit.AsRead).ToArray();
        if (better.Length == 0
            || 5 * better.Length < 4 * open.Length
            || open.Sum(s => s.Fit!.Otherwise) <= LeastFit * open.Sum(s => s.Fit!.AsRead))
            return null;
        var what = Text($"the masks of {better.Length} of {open.Length} photos that their EXIF orientation turns, such as ")
            + data.Samples[Array.IndexOf(surveys, better[0])].Name;
        return isTurned
            ? new(
                Severity.Error, what + ", fit the photos as they are shown better than the stored pixels, whose size is written with them",
                "give MaskOrientation shown to have them left as they are, or stored if they were drawn on stored pixels")
            : new(
                Severity.Error, what + ", fit the stored pixels better than the photos as they are shown",
                "give MaskOrientation stored to have them turned like their photos, or shown if they are right");
    }

    private static IEnumerable<Finding> LabelFindings(SegmentationDataset data, UnknownLabelCount[] unknown, double distant)
    {
        var repair = data.IsBinary
            ? "save the masks again with two values, without smoothing or compression by JPEG"
            : "add it to a class or to void in classes.json, or correct the masks";
        if (unknown.Length > MaxUnknownLabels)
        {
            var most = string.Join(", ", unknown.Take(ShownOfMore).Select(label => label.Value));
            yield return new(
                Severity.Error,
                Text($"{unknown.Length} values belong to no class, {unknown.Sum(label => label.Pixels):N0} pixels in ")
                    + Text($"{unknown.Max(label => label.Photos)} masks or more, first {unknown[0].First}, most of them {most}"),
                "save the masks as PNG, without smoothing and without compression by JPEG; if the values are meant, " + repair);
        }

        foreach (var label in unknown.Length > MaxUnknownLabels ? [] : unknown)
        {
            yield return new(
                Severity.Error,
                Text($"{label.Value} belongs to no class: {label.Pixels:N0} pixels in {label.Photos} masks, first {label.First}"),
                repair);
        }

        if (distant > MaxDistantShare)
        {
            yield return new(
                Severity.Error, Text($"{distant:P1} of the pixels are far from the colour of every class"),
                "check that these are the colours of the labels, and that photos are left, labels right");
        }
    }

    private static IEnumerable<Finding> ClassFindings(ClassSet set, ClassShare[] classes, SampleSurvey[] surveys, Split split)
    {
        if (surveys.All(s => s.Pixels.Length == 0)) yield break;
        var present = classes[..^1].Where(c => c.Pixels > 0).ToArray();
        if (present.Length < 2)
        {
            var repair = present is [_] && classes[^1].Pixels > 0
                ? Text($"; {classes[^1].Share:P2} of the pixels are void: give a class its \"values\" in classes.json if they are its own")
                : "";
            yield return new(
                Severity.Error,
                present is [var only] ? $"every pixel that counts is '{only.Name}'" : "every pixel is void",
                "check that the masks hold these classes" + repair);
            yield break;
        }

        for (var c = 0; c < set.Count; c++)
        {
            bool In(int[] part) => part.Any(i => surveys[i].Pixels.Length > 0 && surveys[i].Pixels[c] > 0);
            var name = set.Classes[c].Name;
            if (classes[c].Pixels == 0)
            {
                yield return new(Severity.Warning, $"'{name}' never occurs", "add photos of it, or leave the class out");
            }
            else if (!In(split.Train) && (In(split.Val) || In(split.Test)))
            {
                yield return new(
                    Severity.Warning,
                    $"'{name}' occurs in val or test but never in train",
                    "add photos of it to train, or split with another seed");
            }
            else if (classes[c].Share < RareShare)
            {
                yield return new(
                    Severity.Note,
                    Text($"'{name}' is {classes[c].Share:P3} of the pixels"),
                    "use class weights in the loss, or expect it to be missed");
            }
        }
    }

    private static IEnumerable<Finding> DuplicateFindings(IReadOnlyList<DuplicatePair> pairs)
    {
        var kinds = pairs.GroupBy(p => (Exact: p.Distance is null, Across: p.Parts.Contains(' ', StringComparison.Ordinal)));
        foreach (var kind in kinds.OrderByDescending(g => g.Key.Across))
        {
            var (exact, across) = kind.Key;
            var likeness = exact ? "the same with the same mask" : "nearly the same";
            var where = across ? "in two parts of the split" : "in one part";
            yield return new(
                exact && across ? Severity.Error : across ? Severity.Warning : Severity.Note,
                $"{kind.Count()} pairs of photos are {likeness} {where}, such as {kind.First().First} and {kind.First().Second}",
                across
                    ? "remove one of each, or keep them in one part by a split by groups: the score would be of photos known from training"
                    : "remove one of each if they are copies");
        }
    }

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
