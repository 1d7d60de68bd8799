namespace Cutline.Segmentation.Datasets;

/// <summary>How thoroughly data is checked before training.</summary>
public enum ValidationDepth
{
    /// <summary>Files are matched by their names; none is opened.</summary>
    Names,

    /// <summary>Masks are decoded; of photos only the header is read, so that a photo that is cut off is not noticed.</summary>
    Headers,

    /// <summary>Masks and photos are decoded to their last byte, JPEGs at an eighth of their size to save time.</summary>
    Decode,
}
