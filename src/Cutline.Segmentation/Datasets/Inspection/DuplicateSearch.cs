namespace Cutline.Segmentation.Datasets.Inspection;

/// <summary>Finds photos that are the same, or look the same, by comparing all pairs.</summary>
internal static class DuplicateSearch
{
    /// <summary>With more pairs than this the data shows a single scene, and a list of similar photos is of no use.</summary>
    private const int MaxFound = 100_000;

    /// <summary>Searches.</summary>
    /// <param name="samples">The samples.</param>
    /// <param name="surveys">What each of them contains.</param>
    /// <param name="partOf">The part of the split that each of them is in.</param>
    /// <returns>Pairs in different parts first, then the most similar.</returns>
    public static IReadOnlyList<DuplicatePair> Find(
        IReadOnlyList<SampleId> samples, IReadOnlyList<SampleSurvey> surveys, IReadOnlyList<string> partOf)
    {
        var decoded = Enumerable.Range(0, surveys.Count).Where(i => surveys[i].Key is not null).ToArray();
        var found = new List<(int First, int Second, int? Distance)>();
        Parallel.For(0, decoded.Length, a =>
        {
            var first = surveys[decoded[a]];
            for (var b = a + 1; b < decoded.Length; b++)
            {
                var second = surveys[decoded[b]];
                var same = first.Key == second.Key;
                var distance = first.Hash is { } one && second.Hash is { } other ? one.Distance(other) : int.MaxValue;
                if (!same && distance > PhotoHash.MaxDistance) continue;
                lock (found)
                {
                    if (found.Count < MaxFound) found.Add((decoded[a], decoded[b], same ? null : distance));
                }
            }
        });

        string Parts(int first, int second) => partOf[first] == partOf[second] ? partOf[first] : $"{partOf[first]} and {partOf[second]}";
        return
        [
            .. found.OrderBy(f => partOf[f.First] == partOf[f.Second])
                .ThenBy(f => f.Distance ?? -1).ThenBy(f => f.First).ThenBy(f => f.Second)
                .Select(f => new DuplicatePair(samples[f.First].Name, samples[f.Second].Name, f.Distance, Parts(f.First, f.Second))),
        ];
    }
}
