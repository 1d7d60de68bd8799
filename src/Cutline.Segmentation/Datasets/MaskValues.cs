namespace Cutline.Segmentation.Datasets;

/// <summary>The values that a mask of a foreground may hold.</summary>
public enum MaskValues
{
    /// <summary>0 and 1, or 0 and 255; anything else is an error.</summary>
    Binary,

    /// <summary>Those that the masks of the set together say: see <see cref="FolderDataset"/>.</summary>
    Surveyed,
}
