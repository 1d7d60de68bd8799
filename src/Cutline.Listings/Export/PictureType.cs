namespace Cutline.Listings.Export;

/// <summary>What kind of picture a file is by its first bytes, whatever it is called.</summary>
public static class PictureType
{
    /// <summary>Bytes that are enough to tell.</summary>
    public const int Length = 12;

    /// <returns>The media type; null where it begins as no picture.</returns>
    public static string? Of(ReadOnlySpan<byte> file)
    {
        if (file.StartsWith((ReadOnlySpan<byte>)[0xFF, 0xD8, 0xFF])) return "image/jpeg";
        if (file.StartsWith((ReadOnlySpan<byte>)[0x89, (byte)'P', (byte)'N', (byte)'G', 13, 10, 26, 10])) return "image/png";
        if (file.StartsWith("GIF87a"u8) || file.StartsWith("GIF89a"u8)) return "image/gif";
        if (file.StartsWith("II*\0"u8) || file.StartsWith("MM\0*"u8)) return "image/tiff";
        if (file.Length < Length) return null;
        if (file.StartsWith("RIFF"u8) && file[8..].StartsWith("WEBP"u8)) return "image/webp";
        if (!file[4..].StartsWith("ftyp"u8)) return null;
        return file[8..] switch
        {
            [(byte)'a', (byte)'v', (byte)'i', (byte)'f' or (byte)'s', ..] => "image/avif",
            [(byte)'h', (byte)'e', (byte)'i' or (byte)'v', ..] or [(byte)'m', (byte)'i' or (byte)'s', (byte)'f', (byte)'1', ..] => "image/heic",
            _ => null,
        };
    }
}
