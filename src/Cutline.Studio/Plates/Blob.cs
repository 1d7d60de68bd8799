namespace Cutline.Studio.Plates;

/// <summary>A connected component of a binary picture, as the range of columns that it covers in each row.</summary>
/// <param name="Top">Its first row.</param>
/// <param name="Rows">For each row, the first column and the column after the last one.</param>
/// <param name="Cells">The indices of its cells.</param>
internal sealed record Blob(int Top, (int Left, int Right)[] Rows, IReadOnlyList<int> Cells)
{
    public int Bottom => Top + Rows.Length;

    public int Left => Rows.Min(row => row.Left);

    public int Right => Rows.Max(row => row.Right);

    /// <summary>Finds the 4-connected components of at least a number of set cells.</summary>
    /// <param name="cells">(height, width) in row order; each component is cleared when it is found.</param>
    /// <param name="width">Columns.</param>
    /// <param name="least">Smallest number of cells.</param>
    public static List<Blob> Of(Span<bool> cells, int width, int least)
    {
        var blobs = new List<Blob>();
        var open = new Stack<int>();
        for (var start = 0; start < cells.Length; start++)
        {
            if (!cells[start]) continue;
            var members = new List<int>();
            Visit(cells, open, start);
            while (open.TryPop(out var cell))
            {
                members.Add(cell);
                var x = cell % width;
                if (x > 0) Visit(cells, open, cell - 1);
                if (x + 1 < width) Visit(cells, open, cell + 1);
                if (cell >= width) Visit(cells, open, cell - width);
                if (cell + width < cells.Length) Visit(cells, open, cell + width);
            }

            if (members.Count >= least) blobs.Add(Around(members, width));
        }

        return blobs;
    }

    /// <summary>
    /// The largest part of it that remains after a morphological opening by a square, which takes away what is thinner.
    /// </summary>
    /// <param name="width">Columns of the picture.</param>
    /// <param name="radius">Of the square, in cells; 0 leaves all.</param>
    /// <returns>Null where nothing remains.</returns>
    public Blob? Opened(int width, int radius)
    {
        var (left, across, down) = (Left, Right - Left, Rows.Length);
        var own = new bool[across * down];
        foreach (var cell in Cells) own[(cell / width - Top) * across + cell % width - left] = true;
        var square = (2 * radius + 1) * (2 * radius + 1);
        var eroded = Counted(own, across, radius).Select(count => count == square).ToArray();
        var opened = Counted(eroded, across, radius).Select((count, i) => count > 0 && own[i]).ToArray();
        return Of(opened, across, 1).MaxBy(part => part.Cells.Count) is not { } largest
            ? null
            : Around([.. largest.Cells.Select(cell => (cell / across + Top) * width + cell % across + left)], width);
    }

    /// <summary>How many of the cells in the square around each one are set.</summary>
    private static int[] Counted(bool[] cells, int width, int radius)
    {
        var height = cells.Length / width;
        var sums = new int[(width + 1) * (height + 1)]; // of the cells above and left of a corner
        for (var i = 0; i < cells.Length; i++)
        {
            var at = (i / width + 1) * (width + 1) + i % width + 1;
            sums[at] = sums[at - 1] + sums[at - width - 1] - sums[at - width - 2] + (cells[i] ? 1 : 0);
        }

        var counts = new int[cells.Length];
        for (var i = 0; i < cells.Length; i++)
        {
            var (left, right) = (Math.Max(0, i % width - radius), Math.Min(width, i % width + radius + 1));
            var (top, bottom) = (Math.Max(0, i / width - radius) * (width + 1), Math.Min(height, i / width + radius + 1) * (width + 1));
            counts[i] = sums[bottom + right] - sums[bottom + left] - sums[top + right] + sums[top + left];
        }

        return counts;
    }

    private static void Visit(Span<bool> cells, Stack<int> open, int cell)
    {
        if (!cells[cell]) return;
        cells[cell] = false;
        open.Push(cell);
    }

    private static Blob Around(List<int> members, int width)
    {
        var (top, bottom) = (members.Min() / width, members.Max() / width);
        var rows = new (int Left, int Right)[bottom - top + 1];
        Array.Fill(rows, (int.MaxValue, 0));
        foreach (var cell in members)
        {
            ref var row = ref rows[cell / width - top];
            row = (Math.Min(row.Left, cell % width), Math.Max(row.Right, cell % width + 1));
        }

        return new(top, rows, members);
    }
}
