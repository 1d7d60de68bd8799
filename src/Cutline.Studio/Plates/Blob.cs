namespace Cutline.Studio.Plates;

/// <summary>A connected component of a binary picture, as the range of columns that it covers in each row.</summary>
/// <param name="Top">Its first row.</param>
/// <param name="Rows">For each row, the first column and the column after the last one.</param>
internal sealed record Blob(int Top, (int Left, int Right)[] Rows)
{
    /// <summary>Finds the 4-connected components of set cells whose area is in a range.</summary>
    /// <param name="cells">(height, width) in row order.</param>
    /// <param name="width">Columns.</param>
    /// <param name="labels">A work buffer of the same length as <paramref name="cells"/>.</param>
    /// <param name="leastArea">Smallest number of cells.</param>
    /// <param name="mostArea">Largest number of cells.</param>
    public static List<Blob> Of(ReadOnlySpan<bool> cells, int width, int[] labels, int leastArea, int mostArea)
    {
        var blobs = new List<Blob>();
        var open = new Stack<int>();
        Array.Clear(labels);
        for (var start = 0; start < cells.Length; start++)
        {
            if (!cells[start] || labels[start] != 0) continue;
            var members = new List<int>();
            labels[start] = 1;
            open.Push(start);
            while (open.TryPop(out var cell))
            {
                members.Add(cell);
                var x = cell % width;
                if (x > 0) Visit(cells, labels, open, cell - 1);
                if (x + 1 < width) Visit(cells, labels, open, cell + 1);
                if (cell >= width) Visit(cells, labels, open, cell - width);
                if (cell + width < cells.Length) Visit(cells, labels, open, cell + width);
            }

            if (members.Count >= leastArea && members.Count <= mostArea) blobs.Add(Around(members, width));
        }

        return blobs;
    }

    private static void Visit(ReadOnlySpan<bool> cells, int[] labels, Stack<int> open, int cell)
    {
        if (!cells[cell] || labels[cell] != 0) return;
        labels[cell] = 1;
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

        return new(top, rows);
    }
}
