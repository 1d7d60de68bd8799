namespace Cutline.Imaging;

/// <summary>
/// What a written photo tells of the one that it was made of, beside its colours' profile. XMP, IPTC, the maker's notes and thumbnails are
/// never kept.
/// </summary>
public enum Metadata
{
    /// <summary>Nothing.</summary>
    Strip,

    /// <summary>The EXIF fields of camera, lens, exposure and time, and neither place nor identity.</summary>
    Keep,

    /// <summary>EXIF with the place, without identity.</summary>
    Place,

    /// <summary>
    /// EXIF with whatever else is read of it, which may name a person or a camera: artist, copyright, descriptions, comments; without the
    /// place.
    /// </summary>
    Identity,

    /// <summary>EXIF with the place and identity.</summary>
    All,
}
