namespace Cutline.Studio.Mattes;

/// <summary>
/// Tells whether two islands are one car that something straight divides, such as a post, a lamp or a barrier before it: the edges that
/// face each other are straight and parallel over nearly the whole height of the smaller island. Cars beside each other have round ends,
/// and a car that is partly hidden by another ends along the other's outline.
/// </summary>
internal static class Divider
{
    /// <summary>Least fraction of the smaller island's height over which both edges are straight.</summary>
    private const double LeastStraight = 0.7;

    /// <summary>Largest width of the divider, as a fraction of the smaller island's height.</summary>
    private const double WidestGap = 0.6;

    /// <summary>
    /// Largest distance between cells of one straight edge, as a fraction of the smaller island's height; two cells at least.
    /// </summary>
    private const double Roughness = 0.03;

    private const int LeastRoughness = 2;

    /// <summary>Slopes of a divider are multiples of 1/20, up to 6/20: about 17°.</summary>
    private const int SlopeSteps = 20, SteepestStep = 6;

    /// <summary>Whether something upright or level divides one car into these islands.</summary>
    public static bool Between(Island a, Island b) => Between(a.Rows, b.Rows) || Between(a.Columns, b.Columns);

    private static bool Between(IslandEdges a, IslandEdges b)
    {
        var lines = Enumerable.Range(0, a.Lines).Where(line => a.Has(line) && b.Has(line)).ToArray();
        var height = Math.Min(a.Count, b.Count);
        if (lines.Length < LeastStraight * height) return false;
        if (lines.Sum(line => (long)a.First(line) + a.Last(line) - b.First(line) - b.Last(line)) > 0) (a, b) = (b, a);

        var gaps = Array.ConvertAll(lines, line => b.First(line) - a.Last(line) - 1);
        Array.Sort(gaps);
        if (gaps[0] < 0 || gaps[gaps.Length / 2] > WidestGap * height) return false;
        var roughness = (int)(SlopeSteps * Math.Max(LeastRoughness, Roughness * height));
        int Straight(Func<int, int> edge, int step)
        {
            var places = Array.ConvertAll(lines, line => SlopeSteps * edge(line) - step * line);
            return MostWithin(places, roughness);
        }

        for (var step = -SteepestStep; step <= SteepestStep; step++)
        {
            if (Math.Min(Straight(a.Last, step), Straight(b.First, step)) >= LeastStraight * height) return true;
        }

        return false;
    }

    /// <summary>The largest number of values that differ by no more than a tolerance.</summary>
    private static int MostWithin(int[] values, int tolerance)
    {
        Array.Sort(values);
        var most = 0;
        for (int first = 0, last = 0; last < values.Length; last++)
        {
            while (values[last] - values[first] > tolerance) first++;
            most = Math.Max(most, last - first + 1);
        }

        return most;
    }
}
