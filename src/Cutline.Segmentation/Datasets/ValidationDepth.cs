namespace Cutline.Segmentation.Datasets;

/// <summary>How closely the data is looked at before training.</summary>
public enum ValidationDepth
{
    /// <summary>Names are paired, nothing is opened.</summary>
    Names,

    /// <summary>Masks are decoded; of photos only the header is read: a photo cut off in the middle goes unnoticed.</summary>
    Headers,

    /// <summary>Masks are decoded, photos too, to their last byte, JPEGs at an eighth of their size for speed.</summary>
    Decode,
}
