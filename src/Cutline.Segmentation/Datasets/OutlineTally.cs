namespace Cutline.Segmentation.Datasets;

/// <summary>Counts the annotations that have no outline of their own, whose area therefore is void.</summary>
/// <param name="takesCrowds">Whether crowds count as objects.</param>
internal sealed class OutlineTally(bool takesCrowds = false)
{
    private const string TakeCrowds = "CVAT marks objects drawn with the brush so: take them as objects with Crowds";
    private const int LeastForHundredths = 4;
    private const string DrawOutlines = "draw outlines, or export the annotations as segmentation, with polygons or masks";

    private readonly SortedSet<string> withoutOutline = new(StringComparer.Ordinal);
    private int all, crowds, boxes, nowhere, fractions, hundredths, beyond, outside;
    private string firstPlaced = "", firstBeyond = "";

    /// <summary>Counts an annotation.</summary>
    /// <param name="kind">What it has.</param>
    /// <param name="photo">The photo that it is on, for messages.</param>
    public void Add(OutlineKind kind, string photo)
    {
        all++;
        if (kind == OutlineKind.Crowd) crowds++;
        if (kind == OutlineKind.Box) boxes++;
        if (kind == OutlineKind.Nowhere) nowhere++;
        if (kind is OutlineKind.Box or OutlineKind.Nowhere) withoutOutline.Add(photo);
    }

    /// <summary>Counts where an annotation lies.</summary>
    public void Add(OutlinePlace place, string photo)
    {
        if (place == OutlinePlace.Hundredths) hundredths++;
        if (place == OutlinePlace.Beyond && beyond++ == 0) firstBeyond = photo;
        if (place is not (OutlinePlace.Fractions or OutlinePlace.Outside)) return;
        if (place == OutlinePlace.Fractions) fractions++;
        else outside++;
        if (firstPlaced.Length == 0) firstPlaced = photo;
    }

    /// <summary>What is to be said.</summary>
    public IEnumerable<DataNote> Notes()
    {
        if (crowds > 0 && takesCrowds)
            yield return new($"{Of(crowds)} crowds (iscrowd 1), which are taken as objects", "leave Crowds out to make them void");
        else if (crowds > 0)
            yield return new($"{Of(crowds)} crowds (iscrowd 1), which count as void", TakeCrowds);
        if (boxes > 0)
            yield return new($"{Of(boxes)} boxes without an outline, which count as void ({First})", DrawOutlines);
        if (nowhere > 0)
            yield return new(
                $"{Of(nowhere)} without outline and box: the background of their photos counts as void ({First})", DrawOutlines);
        if (fractions + outside > 0)
            yield return new(
                $"{Of(fractions + outside)} outside of their photos or in fractions from 0 to 1, first on {firstPlaced}, and may be lost",
                "check their coordinates, which are pixels from the upper left corner");
        if (beyond > 0)
            yield return new(
                $"{beyond} of {all} annotations reach beyond the frame of their photos, first on {firstBeyond}, and are cut off there",
                "check that photos and annotations are of the same size");
    }

    /// <summary>Refuses data most of which would be void, or lost.</summary>
    /// <exception cref="DatasetException">
    /// More than half of the annotations have no outline that counts, or lie where there is no photo.
    /// </exception>
    public void ThrowIfMost(string root)
    {
        if (2 * fractions > all)
            throw new DatasetException(
                $"{root}: {Of(fractions)} in fractions from 0 to 1, first on {firstPlaced}, and COCO's coordinates are pixels; multiply "
                    + "them by the photos' width and height");
        if (all >= LeastForHundredths && hundredths == all)
            throw new DatasetException(
                $"{root}: {Of(all)} in the first 100 pixels of their photos, as percentages would be, and COCO's coordinates are pixels; "
                    + "multiply them by the photos' width and height over 100");
        if (2 * outside > all)
            throw new DatasetException(
                $"{root}: {Of(outside)} outside of their photos, first on {firstPlaced}; check that their coordinates are pixels of photos "
                    + "of the width and height that the file says");
        var isMostlyCrowds = !takesCrowds && 2 * crowds > all;
        if (!isMostlyCrowds && 2 * (boxes + nowhere + (takesCrowds ? 0 : crowds)) <= all) return;
        throw new DatasetException(isMostlyCrowds || crowds > boxes + nowhere
            ? $"{root}: {Of(crowds)} crowds (iscrowd 1), whose area is void, so that little is left to learn; {TakeCrowds}"
            : $"{root}: {Of(boxes + nowhere)} boxes without an outline, and a box is no mask; {DrawOutlines}") { NamesOptions = true };
    }

    private string First => withoutOutline.Count == 1
        ? $"on {withoutOutline.Min}" : $"on {withoutOutline.Count} photos, first {withoutOutline.Min}";

    private string Of(int some) => $"{some} of {all} annotations are";
}
