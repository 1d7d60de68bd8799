namespace Cutline.Segmentation.Datasets.Inspection;

/// <summary>Finds photos that are, or look, the same, by comparing each with each.</summary>
internal static class TwinSearch
{
    /// <summary>Beyond this many pairs the data is one scene, and which photos are alike is no news.</summary>
    private const int MaxFound = 100_000;

    /// <param name="partOf">The part of the split that each sample is in.</param>
    /// <returns>Across parts first, then the nearest.</returns>
    public static IReadOnlyList<Twins> Find(IReadOnlyList<SampleId> samples, IReadOnlyList<SampleSurvey> surveys, IReadOnlyList<string> partOf)
    {
        var seen = Enumerable.Range(0, surveys.Count).Where(i => surveys[i].Key is not null).ToArray();
        var found = new List<(int First, int Second, int? Distance)>();
        Parallel.For(0, seen.Length, a =>
        {
            var (first, key, hash) = (seen[a], surveys[seen[a]].Key, surveys[seen[a]].Hash);
            for (var b = a + 1; b < seen.Length; b++)
            {
                var other = surveys[seen[b]];
                var same = key == other.Key;
                var distance = hash is { } mine && other.Hash is { } its ? mine.Distance(its) : int.MaxValue;
                if (!same && distance > PhotoHash.Same) continue;
                lock (found)
                {
                    if (found.Count < MaxFound) found.Add((first, seen[b], same ? null : distance));
                }
            }
        });

        return [.. found.OrderBy(f => partOf[f.First] == partOf[f.Second]).ThenBy(f => f.Distance ?? -1).ThenBy(f => f.First).ThenBy(f => f.Second)
            .Select(f => new Twins(samples[f.First].Name, samples[f.Second].Name, f.Distance, partOf[f.First] == partOf[f.Second] ? partOf[f.First] : $"{partOf[f.First]} and {partOf[f.Second]}"))];
    }
}
