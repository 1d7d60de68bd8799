namespace Cutline.Studio;

/// <summary>Which cells of the grid belong to what is cut out: probabilities from one half on, without small islands and holes.</summary>
internal static class Subject
{
    private const float Threshold = 0.5f;

    /// <summary>Decides for each cell, and sets the probability of the cells that change sides to 0 or 1.</summary>
    /// <exception cref="NothingToCutException">No cell belongs to it.</exception>
    public static bool[] Find(Plane probabilities, MatteOptions options)
    {
        var p = probabilities.Values;
        var cells = Array.ConvertAll(p, value => value >= Threshold);
        if (!cells.AsSpan().Contains(true)) throw new NothingToCutException(p.Max());

        Change(cells, p, probabilities.Width, probabilities.Height, (part, largest) => part.Set && part.Area < options.SmallestIsland * largest);
        Change(cells, p, probabilities.Width, probabilities.Height, (part, largest) => !part.Set && !part.AtBorder && part.Area < options.LargestHole * largest);
        return cells;
    }

    private static void Change(bool[] cells, float[] p, int width, int height, Func<Component, int, bool> changes)
    {
        var components = Components.Of(cells, width, height);
        var largest = components.Parts.Where(part => part.Set).Max(part => part.Area);
        var changed = components.Parts.Select(part => changes(part, largest)).ToArray();
        if (!changed.AsSpan().Contains(true)) return;
        for (var i = 0; i < cells.Length; i++)
        {
            if (!changed[components.Labels[i]]) continue;
            cells[i] = !cells[i];
            p[i] = cells[i] ? 1 : 0;
        }
    }
}
