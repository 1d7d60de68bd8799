namespace Cutline.Segmentation.Labels;

/// <summary>How the pixels of a label lie in the masks of a dataset.</summary>
internal sealed class LabelCount
{
    /// <summary>All of them.</summary>
    public long Pixels { get; set; }

    /// <summary>Those whose eight neighbours have the same label: the inside of an area.</summary>
    public long Inside { get; set; }

    /// <summary>
    /// Those whose eight neighbours have nearly the same label, as the inside of an area has after compression (see
    /// <see cref="MaskSurvey.AreNear"/>).
    /// </summary>
    public long Flat { get; set; }

    /// <summary>Of a grey value: those with both a darker and a brighter neighbour, as on a soft edge.</summary>
    public long OnRamp { get; set; }

    /// <summary>
    /// Whether it fills areas; what edges and compression leave lies in lines and dots.
    /// </summary>
    public bool FillsAreas => Inside >= 16 && 4 * Inside >= Pixels;
}
