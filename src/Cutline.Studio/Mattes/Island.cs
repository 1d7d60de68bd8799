namespace Cutline.Studio.Mattes;

/// <summary>A connected component of a mask, with its outermost cells in each row and column.</summary>
internal sealed class Island
{
    private readonly int[] columnCells;
    private long sumX, sumY;

    private Island(int width, int height)
    {
        (Rows, Columns, columnCells) = (new IslandEdges(height), new IslandEdges(width), new int[width]);
    }

    /// <summary>The number of cells.</summary>
    public int Area { get; private set; }

    /// <summary>The first and last cell of each row.</summary>
    public IslandEdges Rows { get; }

    /// <summary>The first and last cell of each column.</summary>
    public IslandEdges Columns { get; }

    /// <summary>The sums of the cells' coordinates, of their centres from the mask's corner.</summary>
    public (double X, double Y) Sum => (sumX + Area / 2.0, sumY + Area / 2.0);

    /// <summary>Measures some components.</summary>
    /// <param name="components">Of the mask.</param>
    /// <param name="chosen">The indices of the components.</param>
    /// <param name="width">Columns of the mask.</param>
    /// <param name="height">Rows of the mask.</param>
    /// <returns>In the order of <paramref name="chosen"/>.</returns>
    public static Island[] Of(Components components, int[] chosen, int width, int height)
    {
        var islands = new Island?[components.Parts.Count];
        foreach (var index in chosen) islands[index] = new(width, height);
        for (int y = 0, i = 0; y < height; y++)
            for (var x = 0; x < width; x++, i++)
                islands[components.Labels[i]]?.Add(x, y);
        return [.. chosen.Select(index => islands[index]!)];
    }

    /// <summary>
    /// How far the island falls between two parts that are higher, as a fraction of the lower one's height: the cells in a column, against
    /// the most in a column to its left and to its right. A valley within a margin of either end does not count.
    /// </summary>
    /// <param name="margin">As a fraction of the island's width.</param>
    public double Valley(double margin)
    {
        var (first, end) = (Array.FindIndex(columnCells, n => n > 0), Array.FindLastIndex(columnCells, n => n > 0) + 1);
        var aside = (int)(margin * (end - first));
        var highestRight = new int[end + 1];
        for (var x = end - 1; x >= first; x--) highestRight[x] = Math.Max(highestRight[x + 1], columnCells[x]);
        var (deepest, highestLeft) = (0.0, 0);
        for (var x = first; x < end; x++)
        {
            highestLeft = Math.Max(highestLeft, columnCells[x]);
            if (x < first + aside || x >= end - aside) continue;
            var lower = Math.Min(highestLeft, highestRight[x]);
            deepest = Math.Max(deepest, (double)(lower - columnCells[x]) / lower);
        }

        return deepest;
    }

    private void Add(int x, int y)
    {
        Area++;
        (sumX, sumY) = (sumX + x, sumY + y);
        columnCells[x]++;
        Rows.Add(y, x);
        Columns.Add(x, y);
    }
}
