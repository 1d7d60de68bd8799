namespace Cutline.Segmentation.Datasets;

/// <summary>Where the coordinates of an annotation lie, by those at the beginning of its first polygon.</summary>
internal enum OutlinePlace
{
    /// <summary>It has no polygon, or nothing is wrong with it.</summary>
    Usual,

    /// <summary>All are fractions from 0 to 1, where pixels are meant.</summary>
    Fractions,

    /// <summary>All lie in the first hundred pixels of a photo that is much larger: as percentages would.</summary>
    Hundredths,

    /// <summary>They reach beyond the photo's frame, further than an unsteady hand does.</summary>
    Beyond,

    /// <summary>They are far outside of the photo, or the polygon is as a whole.</summary>
    Outside,
}
