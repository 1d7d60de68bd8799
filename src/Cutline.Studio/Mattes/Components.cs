namespace Cutline.Studio.Mattes;

/// <summary>Connected components of a binary grid.</summary>
internal sealed class Components
{
    private Components(int[] labels, List<Component> parts) => (Labels, Parts) = (labels, parts);

    /// <summary>The index of each cell's component in <see cref="Parts"/>.</summary>
    public int[] Labels { get; }

    /// <summary>All components, in the order of their first cells.</summary>
    public IReadOnlyList<Component> Parts { get; }

    /// <summary>
    /// Labels the components: set cells are 8-connected, unset cells 4-connected, so that a diagonal line separates two regions.
    /// </summary>
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

/// <summary>One connected component.</summary>
/// <param name="Set">Whether its cells are set.</param>
/// <param name="Area">The number of cells.</param>
/// <param name="AtBorder">Whether it touches the grid's border.</param>
internal readonly record struct Component(bool Set, int Area, bool AtBorder);
