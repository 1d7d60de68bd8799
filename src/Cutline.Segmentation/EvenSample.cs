namespace Cutline.Segmentation;

/// <summary>Takes some of many items, evenly spread over them.</summary>
public static class EvenSample
{
    /// <summary>
    /// Some of the indices at even distances, the first always among them; all of them if there are no more than asked for.
    /// </summary>
    public static IReadOnlyList<int> Of(IReadOnlyList<int> indices, int count) =>
        indices.Count <= count ? indices : [.. Enumerable.Range(0, count).Select(i => indices[(int)((long)i * indices.Count / count)])];

    /// <summary>
    /// Some of the indices, of as many groups as possible, evenly spread over them, and of each another part, such as another side of
    /// another car; in the order given. All of them if there are no more than asked for.
    /// </summary>
    /// <param name="indices">Positions in the samples.</param>
    /// <param name="count">How many.</param>
    /// <param name="samples">Whose groups count.</param>
    public static IReadOnlyList<int> Of(IReadOnlyList<int> indices, int count, IReadOnlyList<SampleId> samples)
    {
        if (indices.Count <= count) return indices;
        var groups = Enumerable.Range(0, indices.Count).GroupBy(place => samples[indices[place]].Group).Select(g => g.ToArray()).ToArray();
        if (groups.Length > count) groups = [.. Of([.. Enumerable.Range(0, groups.Length)], count).Select(g => groups[g])];
        var shares = new int[groups.Length];
        for (var left = count; left > 0;)
            for (var g = 0; g < groups.Length && left > 0; g++)
                if (shares[g] < groups[g].Length) (shares[g], left) = (shares[g] + 1, left - 1);

        // Of a group's members those at even distances, the first of them later in each group than in the one before.
        var places = groups.SelectMany((members, g) => Enumerable.Range(0, shares[g]).Select(
            i => members[(int)(((long)i * groups.Length + g) * members.Length / ((long)groups.Length * shares[g]))]));
        return [.. places.Order().Select(place => indices[place])];
    }
}
