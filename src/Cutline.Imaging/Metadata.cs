namespace Cutline.Imaging;

/// <summary>
/// What a written photo tells of the one that it was made of, beside its colours' profile. XMP, IPTC, the maker's notes and thumbnails are
/// never kept.
/// </summary>
public enum Metadata
{
    /// <summary>Nothing.</summary>
    Strip,

    /// <summary>EXIF without the place: camera, exposure, time.</summary>
    Keep,

    /// <summary>EXIF with the place.</summary>
    All,
}
