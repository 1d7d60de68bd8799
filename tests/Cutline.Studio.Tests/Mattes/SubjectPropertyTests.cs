using Cutline.Studio.Mattes;
using FsCheck.Xunit;

namespace Cutline.Studio.Tests.Mattes;

/// <summary>What holds for the subject of any mask: of one to six discs and rectangles that may touch.</summary>
public sealed class SubjectPropertyTests
{
    private const int Width = 90, Height = 60;

    [Property]
    public bool The_subject_is_made_of_whole_islands_of_the_mask_and_is_not_empty(int seed)
    {
        var mask = Drawn(seed);
        var kept = Subject.Of(mask.Cells, Width, Height).Mask.ToArray();
        var components = Components.Of(mask.Cells, Width, Height);
        var byIsland = Enumerable.Range(0, kept.Length).GroupBy(i => components.Labels[i]);
        return byIsland.All(island => island.Select(i => kept[i]).Distinct().Count() == 1)
            && kept.Zip(mask.Cells).All(cell => cell.Second || !cell.First) && kept.Contains(true);
    }

    [Property]
    public bool A_single_island_is_unchanged(int seed)
    {
        var mask = Drawn(seed, shapes: 1);
        var subject = Subject.Of(mask.Cells, Width, Height);
        return subject.Mask.Span.SequenceEqual(mask.Cells) && subject.Other == 0;
    }

    [Property]
    public bool A_mirrored_mask_has_the_mirrored_subject(int seed)
    {
        var mask = Drawn(seed);
        var (subject, mirrored) = (Of(mask), Of(mask.Mirrored()));
        return subject.Other == 1 // of equal ones either may be it
            || (With(mask, subject).Mirrored().Cells.AsSpan().SequenceEqual(mirrored.Mask.Span)
                && (subject.Other, subject.IsJoined) == (mirrored.Other, mirrored.IsJoined));
    }

    [Property]
    public bool A_transposed_mask_has_the_transposed_subject(int seed)
    {
        var mask = Drawn(seed);
        var subject = Of(mask);
        return subject.Other == 1 || With(mask, subject).Transposed().Cells.AsSpan().SequenceEqual(Of(mask.Transposed()).Mask.Span);
    }

    [Property]
    public bool Nothing_is_left_out_exactly_where_there_is_no_other(int seed)
    {
        var mask = Drawn(seed);
        var subject = Of(mask);
        return subject.Other >= 0 && subject.Mask.Span.SequenceEqual(mask.Cells) == (subject.Other == 0);
    }

    private static Subject Of(DrawnMask mask) => Subject.Of(mask.Cells, mask.Width, mask.Height);

    private static DrawnMask With(DrawnMask mask, Subject subject)
    {
        var kept = new DrawnMask(mask.Width, mask.Height);
        subject.Mask.Span.CopyTo(kept.Cells);
        return kept;
    }

    private static DrawnMask Drawn(int seed, int? shapes = null)
    {
        var random = new Random(seed);
        var mask = new DrawnMask(Width, Height);
        for (var left = shapes ?? random.Next(1, 7); left > 0; left--)
        {
            if (random.Next(2) == 0) mask.Diamond(random.Next(Width), random.Next(Height), random.Next(1, 16));
            else mask.Rectangle(random.Next(Width - 1), random.Next(Height - 1), random.Next(1, 30), random.Next(1, 30));
        }

        return mask;
    }
}
