using Cutline.Segmentation.Splits;

namespace Cutline.Segmentation.Datasets;

/// <summary>The parts of a split that a dataset's folders and files say.</summary>
internal static class GivenParts
{
    /// <summary>The part of a sample whose name begins with the folder of a part; null for any other.</summary>
    public static string? OfName(string sample) => sample.Split('/') is [var first, _, ..] ? PartNames.Of(first) : null;

    /// <summary>The split; null where no sample is in a part.</summary>
    public static Split? Split(IReadOnlyList<string?> parts)
    {
        int[] Of(string part) => [.. Enumerable.Range(0, parts.Count).Where(i => parts[i] == part)];
        return parts.Any(p => p is not null) ? new(Of("train"), Of("val"), Of("test")) : null;
    }

    /// <summary>Tells of samples that are in no part where others are: no split takes them.</summary>
    public static IEnumerable<DataNote> Notes(IEnumerable<(SampleId Id, string? Part)> samples)
    {
        var outside = samples.ToLookup(s => s.Part is null);
        if (outside[true].Any() && outside[false].Any())
            yield return new(
                $"{outside[true].Count()} photos, first {outside[true].First().Id.Name}, are in no part of the split and are not used",
                "put them below train/, val/ or test/, too, or divide by image instead of by the folders");
    }
}
