namespace Cutline.Segmentation.Datasets;

/// <summary>Where the coordinates of an annotation lie, by those at the beginning of its first polygon.</summary>
internal enum OutlinePlace
{
    /// <summary>It has no polygon, or nothing is wrong with it.</summary>
    Usual,

    /// <summary>All are fractions from 0 to 1, where pixels are meant.</summary>
    Fractions,

    /// <summary>They are far outside of the photo, or the polygon is as a whole.</summary>
    Outside,
}
