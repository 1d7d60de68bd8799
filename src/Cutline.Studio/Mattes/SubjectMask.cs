using Cutline.Studio.Pixels;

namespace Cutline.Studio.Mattes;

/// <summary>
/// The binary mask of the subject on the grid: probabilities of at least one half, without small components, other cars and holes.
/// </summary>
/// <param name="Cells">(height, width) in row order.</param>
/// <param name="LeftOut">
/// The cells of other cars, and those near them that are no nearer to the subject; null where no car was left out.
/// </param>
/// <param name="HasOtherCar">See <see cref="Subject.HasOtherCar"/>.</param>
internal sealed record SubjectMask(bool[] Cells, bool[]? LeftOut, bool HasOtherCar)
{
    private const float Threshold = 0.5f;

    /// <summary>How far a refined outline may lie from the cells of its island, in cells.</summary>
    private const int Reach = 3;

    /// <summary>
    /// Computes the mask, and sets the probability of each cell that a removed component or filled hole changes to 0 or 1.
    /// </summary>
    /// <exception cref="NothingToCutException">No cell is set.</exception>
    public static SubjectMask Find(Plane probabilities, MatteOptions options)
    {
        var p = probabilities.Values;
        var cells = Array.ConvertAll(p, value => value >= Threshold);
        if (!cells.AsSpan().Contains(true)) throw new NothingToCutException(p.Max());

        var (width, height) = (probabilities.Width, probabilities.Height);
        var components = Change(cells, p, Components.Of(cells, width, height), width, height, (part, largest) =>
            part.Set && part.Area < options.SmallestIsland * largest);
        var (leftOut, hasOther) = ((bool[]?)null, false);
        if (options.Subject == SubjectSelection.Main)
        {
            var subject = Subject.Of(cells, components, width, height);
            hasOther = subject.HasOtherCar;
            if (subject.Other > 0)
            {
                leftOut = LeaveOut(cells, subject.Mask.Span, p, width);
                components = Components.Of(cells, width, height);
            }
        }

        Change(cells, p, components, width, height, (part, largest) =>
            !part.Set && !part.AtBorder && part.Area < options.LargestHole * largest);
        return new(cells, leftOut, hasOther);
    }

    /// <summary>Unsets all cells but the subject's. Returns these, and the cells near them that are no nearer to the subject.</summary>
    private static bool[] LeaveOut(bool[] cells, ReadOnlySpan<bool> subject, float[] p, int width)
    {
        var leftOut = new bool[cells.Length];
        for (var i = 0; i < cells.Length; i++)
        {
            leftOut[i] = cells[i] && !subject[i];
            if (leftOut[i]) (cells[i], p[i]) = (false, 0);
        }

        var (others, own) = (leftOut, cells);
        for (var step = 0; step < Reach; step++)
        {
            var (nextOthers, nextOwn) = (Grown(others, own, width), Grown(own, others, width));
            (others, own) = (nextOthers, nextOwn);
        }

        return others;
    }

    /// <summary>Adds all cells that touch a set one and are not another's.</summary>
    private static bool[] Grown(bool[] cells, bool[] others, int width)
    {
        var grown = (bool[])cells.Clone();
        for (var i = 0; i < cells.Length; i++)
        {
            if (!cells[i]) continue;
            var x = i % width;
            for (var row = Math.Max(i - x - width, 0); row <= Math.Min(i - x + width, cells.Length - width); row += width)
            {
                for (var j = row + Math.Max(x - 1, 0); j <= row + Math.Min(x + 1, width - 1); j++)
                    grown[j] |= !others[j];
            }
        }

        return grown;
    }

    /// <summary>Inverts the components that a rule names. Returns the components of what becomes of the cells.</summary>
    private static Components Change(
        bool[] cells, float[] p, Components components, int width, int height, Func<Component, int, bool> changes)
    {
        var largest = components.Parts.Where(part => part.Set).Max(part => part.Area);
        var changed = components.Parts.Select(part => changes(part, largest)).ToArray();
        if (!changed.AsSpan().Contains(true)) return components;
        for (var i = 0; i < cells.Length; i++)
        {
            if (!changed[components.Labels[i]]) continue;
            cells[i] = !cells[i];
            p[i] = cells[i] ? 1 : 0;
        }

        return Components.Of(cells, width, height);
    }
}
