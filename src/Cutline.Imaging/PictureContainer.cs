namespace Cutline.Imaging;

/// <summary>The kinds of file that are read, as their first bytes tell them.</summary>
internal enum PictureContainer
{
    Unknown,
    Jpeg,
    Png,
    Gif,
    WebP,
    Tiff,

    /// <summary>ISO/IEC 23008-12: AVIF and HEIC.</summary>
    Heif,
}

/// <summary>
/// Tells a file's kind by its first bytes. Loaders are chosen by it: libvips is never asked to guess, so that it parses nothing else.
/// </summary>
internal static class PictureSignature
{
    internal static PictureContainer Of(ReadOnlySpan<byte> file)
    {
        if (file.StartsWith((ReadOnlySpan<byte>)[0xFF, 0xD8, 0xFF])) return PictureContainer.Jpeg;
        if (file.StartsWith((ReadOnlySpan<byte>)[0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A])) return PictureContainer.Png;
        if (file.StartsWith("GIF87a"u8) || file.StartsWith("GIF89a"u8)) return PictureContainer.Gif;
        if (file.StartsWith("RIFF"u8) && file.Length >= 12 && file[8..].StartsWith("WEBP"u8)) return PictureContainer.WebP;
        if (file.StartsWith("II*\0"u8) || file.StartsWith("MM\0*"u8)) return PictureContainer.Tiff;
        if (file.Length >= 12 && file[4..].StartsWith("ftyp"u8) && IsBrand(file[8..12])) return PictureContainer.Heif;
        return PictureContainer.Unknown;
    }

    /// <summary>The brands of still and moving AVIF, of HEIC in its profiles, and of HEIF with a codec to be looked up inside.</summary>
    private static bool IsBrand(ReadOnlySpan<byte> brand) =>
        brand.SequenceEqual("avif"u8) || brand.SequenceEqual("avis"u8) || brand.SequenceEqual("mif1"u8) || brand.SequenceEqual("msf1"u8) ||
        brand.SequenceEqual("heic"u8) || brand.SequenceEqual("heix"u8) || brand.SequenceEqual("heim"u8) || brand.SequenceEqual("heis"u8) ||
        brand.SequenceEqual("hevc"u8) || brand.SequenceEqual("hevx"u8) || brand.SequenceEqual("hevm"u8) || brand.SequenceEqual("hevs"u8);
}
