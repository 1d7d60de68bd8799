namespace Cutline.Segmentation.Datasets;

/// <summary>Which values a mask file may hold.</summary>
public enum MaskValues
{
    /// <summary>0 and 1, or 0 and 255: anything else is no mask of foreground and background.</summary>
    Binary,

    /// <summary>Any: class indices, say; every value above 0 is foreground.</summary>
    AnyPositive,
}
