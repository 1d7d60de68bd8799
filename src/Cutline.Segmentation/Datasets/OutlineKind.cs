namespace Cutline.Segmentation.Datasets;

/// <summary>What an annotation has to say where its object is.</summary>
internal enum OutlineKind
{
    /// <summary>Polygons or a mask.</summary>
    Outline,

    /// <summary>A mask of several objects that were not annotated separately.</summary>
    Crowd,

    /// <summary>A box alone.</summary>
    Box,

    /// <summary>Neither outline nor box: the object may be anywhere.</summary>
    Nowhere,
}
