using Cutline.Studio.Pixels;

namespace Cutline.Studio.Mattes;

/// <summary>The binary mask of the subject on the grid: probabilities of at least one half, without small components and holes.</summary>
internal static class SubjectMask
{
    private const float Threshold = 0.5f;

    /// <summary>
    /// Computes the mask, and sets the probability of each cell that a removed component or filled hole changes to 0 or 1.
    /// </summary>
    /// <exception cref="NothingToCutException">No cell is set.</exception>
    public static bool[] Find(Plane probabilities, MatteOptions options)
    {
        var p = probabilities.Values;
        var cells = Array.ConvertAll(p, value => value >= Threshold);
        if (!cells.AsSpan().Contains(true)) throw new NothingToCutException(p.Max());

        Change(cells, p, probabilities.Width, probabilities.Height, (part, largest) =>
            part.Set && part.Area < options.SmallestIsland * largest);
        Change(cells, p, probabilities.Width, probabilities.Height, (part, largest) =>
            !part.Set && !part.AtBorder && part.Area < options.LargestHole * largest);
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
