namespace Cutline.Web.Uploads;

/// <summary>What a file is by its first bytes, whatever its sender calls it.</summary>
internal static class PhotoSignature
{
    /// <summary>Bytes that are enough to tell.</summary>
    public const int Length = 12;

    /// <summary>Whether it begins as one of the pictures that are decoded here.</summary>
    public static bool IsPhoto(ReadOnlySpan<byte> file) =>
        file.StartsWith((ReadOnlySpan<byte>)[0xFF, 0xD8, 0xFF])
        || file.StartsWith((ReadOnlySpan<byte>)[0x89, (byte)'P', (byte)'N', (byte)'G', 13, 10, 26, 10])
        || file.StartsWith("GIF87a"u8) || file.StartsWith("GIF89a"u8)
        || (file.StartsWith("RIFF"u8) && After(file, 8).StartsWith("WEBP"u8))
        || file.StartsWith("II*\0"u8) || file.StartsWith("MM\0*"u8)
        || (After(file, 4).StartsWith("ftyp"u8) && IsHeif(After(file, 8)));

    private static bool IsHeif(ReadOnlySpan<byte> brand) =>
        brand.StartsWith("avif"u8) || brand.StartsWith("avis"u8) || brand.StartsWith("heic"u8) || brand.StartsWith("mif1"u8);

    private static ReadOnlySpan<byte> After(ReadOnlySpan<byte> file, int bytes) => file.Length > bytes ? file[bytes..] : [];
}
