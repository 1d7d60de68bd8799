namespace Cutline.Studio;

/// <summary>The connected parts of equal value in a yes/no grid.</summary>
internal sealed class Components
{
    private Components(int[] labels, List<Component> parts) => (Labels, Parts) = (labels, parts);

    /// <summary>For each cell the index of its part.</summary>
    public int[] Labels { get; }

    public IReadOnlyList<Component> Parts { get; }

    /// <summary>Finds the parts: cells that are set touch over corners too, unset cells over sides only, so that a diagonal line has two sides.</summary>
    public static Components Of(ReadOnlySpan<bool> cells, int width, int height)
    {
        var labels = new int[cells.Length];
        Array.Fill(labels, -1);
        var parts = new List<Component>();
        var open = new Stack<int>();
        for (var start = 0; start < cells.Length; start++)
        {
            if (labels[start] >= 0) continue;
            var (value, label, area, atBorder) = (cells[start], parts.Count, 0, false);
            labels[start] = label;
            open.Push(start);
            while (open.TryPop(out var cell))
            {
                var (x, y) = (cell % width, cell / width);
                area++;
                atBorder |= x == 0 || y == 0 || x == width - 1 || y == height - 1;
                for (var ny = Math.Max(y - 1, 0); ny <= Math.Min(y + 1, height - 1); ny++)
                {
                    for (var nx = Math.Max(x - 1, 0); nx <= Math.Min(x + 1, width - 1); nx++)
                    {
                        var next = ny * width + nx;
                        if (labels[next] >= 0 || cells[next] != value || (!value && nx != x && ny != y)) continue;
                        labels[next] = label;
                        open.Push(next);
                    }
                }
            }

            parts.Add(new Component(value, area, atBorder));
        }

        return new Components(labels, parts);
    }
}

/// <summary>One connected part.</summary>
/// <param name="Set">Whether its cells are set.</param>
/// <param name="Area">Number of cells.</param>
/// <param name="AtBorder">Whether it touches the grid's border.</param>
internal readonly record struct Component(bool Set, int Area, bool AtBorder);
