namespace Cutline.Studio.Mattes;

/// <summary>The first and last cell of an island along each of several lines, rows or columns.</summary>
internal sealed class IslandEdges
{
    private readonly int[] firsts, lasts;

    public IslandEdges(int lines)
    {
        (firsts, lasts) = (new int[lines], new int[lines]);
        Array.Fill(firsts, int.MaxValue);
        Array.Fill(lasts, -1);
    }

    /// <summary>The number of lines, with the island or without.</summary>
    public int Lines => firsts.Length;

    /// <summary>The number of lines that the island is in.</summary>
    public int Count => lasts.Count(last => last >= 0);

    /// <summary>Whether the island is in a line.</summary>
    public bool Has(int line) => lasts[line] >= 0;

    /// <summary>The first cell in a line that the island is in.</summary>
    public int First(int line) => firsts[line];

    /// <summary>The last cell in a line that the island is in.</summary>
    public int Last(int line) => lasts[line];

    /// <summary>Adds a cell of a line.</summary>
    public void Add(int line, int cell) => (firsts[line], lasts[line]) = (Math.Min(firsts[line], cell), Math.Max(lasts[line], cell));
}
