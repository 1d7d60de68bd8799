namespace Cutline.Segmentation.Datasets;

/// <summary>On which pixels of a photo that its EXIF orientation turns a mask was drawn.</summary>
public enum MaskOrientation
{
    /// <summary>On those that are shown, unless only the stored ones have the mask's size.</summary>
    Auto,

    /// <summary>On the photo as programs show it, turned.</summary>
    Shown,

    /// <summary>On the photo as it is stored, by a program that ignores EXIF: the mask is turned like the photo.</summary>
    Stored,
}
