namespace Cutline.Segmentation.Labelling;

/// <summary>Connected pixels of one value, diagonals included: runs of rows, joined where they touch those of the row above.</summary>
public static class ConnectedObjects
{
    /// <summary>The objects of a value, the uppermost first.</summary>
    /// <param name="mask">Row after row.</param>
    /// <param name="width">Of a row, in pixels.</param>
    /// <param name="value">The objects'.</param>
    /// <returns>The runs of pixels of each object: first index and the one after the last, within one row.</returns>
    public static IReadOnlyList<IReadOnlyList<(int Begin, int End)>> Find(ReadOnlySpan<byte> mask, int width, byte value)
    {
        var runs = new List<(int Begin, int End)>();
        var parents = new List<int>();
        var (above, current) = (0, 0); // the first runs of the row above and of this row
        for (var row = 0; row < mask.Length; row += width)
        {
            (above, current) = (current, runs.Count);
            var end = 0;
            while (end < width && mask[(row + end)..(row + width)].IndexOf(value) is var gap and >= 0)
            {
                var begin = end + gap;
                var length = mask[(row + begin)..(row + width)].IndexOfAnyExcept(value);
                end = length < 0 ? width : begin + length;
                parents.Add(runs.Count);
                runs.Add((row + begin, row + end));
                Join(runs, parents, above, current, width);
            }
        }

        return [.. Enumerable.Range(0, runs.Count).GroupBy(i => Root(parents, i), i => runs[i]).Select(o => o.ToArray())];
    }

    /// <summary>Gives all pixels of a value another one, except those of its largest object; of equal ones the uppermost is kept.</summary>
    /// <param name="mask">Row after row.</param>
    /// <param name="width">Of a row, in pixels.</param>
    /// <param name="value">The objects'.</param>
    /// <param name="other">Given to smaller objects.</param>
    internal static void KeepLargest(Span<byte> mask, int width, byte value, byte other)
    {
        var objects = Find(mask, width, value);
        var largest = objects.MaxBy(Area);
        foreach (var smaller in objects.Where(o => o != largest))
            foreach (var (begin, end) in smaller) mask[begin..end].Fill(other);
    }

    /// <summary>Pixels of an object.</summary>
    public static int Area(IReadOnlyList<(int Begin, int End)> runs) => runs.Sum(run => run.End - run.Begin);

    /// <summary>Joins the last run with those that it touches in the row above.</summary>
    private static void Join(List<(int Begin, int End)> runs, List<int> parents, int above, int current, int width)
    {
        var (begin, end) = (runs[^1].Begin - width, runs[^1].End - width);
        for (var i = above; i < current; i++)
        {
            if (runs[i].End < begin || runs[i].Begin > end) continue;
            var (a, b) = (Root(parents, i), Root(parents, runs.Count - 1));
            parents[Math.Max(a, b)] = Math.Min(a, b);
        }
    }

    private static int Root(List<int> parents, int run)
    {
        while (parents[run] != run) run = parents[run] = parents[parents[run]];
        return run;
    }
}
