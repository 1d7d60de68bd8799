namespace Cutline.Segmentation.Reports.Charts;

/// <summary>One line of a chart.</summary>
/// <param name="Points">From left to right. Where Y is not finite the line has a gap.</param>
/// <param name="Dashed">A second mark beside the colour, for print and every kind of colour vision.</param>
internal sealed record Series(string Name, string Colour, IReadOnlyList<(double X, double Y)> Points, bool Dashed = false)
{
    /// <summary>The values that there are.</summary>
    public IEnumerable<double> Finite => Points.Select(p => p.Y).Where(double.IsFinite);

    /// <summary>
    /// At most about two points for each of <paramref name="columns"/>, the lowest and the highest, so that a long run's line keeps its spikes.
    /// A gap stays a gap.
    /// </summary>
    public IReadOnlyList<(double X, double Y)> Thinned(int columns)
    {
        if (Points.Count <= columns * 2) return Points;
        var kept = new List<(double X, double Y)>();
        foreach (var chunk in Points.Chunk((Points.Count + columns - 1) / columns))
        {
            var finite = chunk.Where(p => double.IsFinite(p.Y)).ToArray();
            if (finite.Length == 0) kept.Add(chunk[0]);
            else kept.AddRange(new[] { finite.MinBy(p => p.Y), finite.MaxBy(p => p.Y) }.Distinct().OrderBy(p => p.X));
        }

        return kept;
    }
}
