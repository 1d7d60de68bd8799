namespace Cutline.Listings.Export;

/// <summary>The media type of a picture by its first bytes.</summary>
public static class PictureType
{
    /// <summary>The number of bytes from the start of a file that are needed.</summary>
    public const int HeaderLength = 12;

    /// <summary>Finds the media type.</summary>
    /// <param name="file">The start of the file, or all of it.</param>
    /// <returns>The media type, such as <c>image/jpeg</c>; null where the file is not a known picture.</returns>
    public static string? Of(ReadOnlySpan<byte> file)
    {
        if (file.StartsWith((ReadOnlySpan<byte>)[0xFF, 0xD8, 0xFF])) return "image/jpeg";
        if (file.StartsWith((ReadOnlySpan<byte>)[0x89, (byte)'P', (byte)'N', (byte)'G', 13, 10, 26, 10])) return "image/png";
        if (file.StartsWith("GIF87a"u8) || file.StartsWith("GIF89a"u8)) return "image/gif";
        if (file.StartsWith("II*\0"u8) || file.StartsWith("MM\0*"u8)) return "image/tiff";
        if (file.Length < HeaderLength) return null;
        if (file.StartsWith("RIFF"u8) && file[8..].StartsWith("WEBP"u8)) return "image/webp";
        if (!file[4..].StartsWith("ftyp"u8)) return null;
        return file[8..] switch
        {
            [(byte)'a', (byte)'v', (byte)'i', (byte)'f' or (byte)'s', ..] => "image/avif",
            [(byte)'h', (byte)'e', (byte)'i' or (byte)'v', ..] => "image/heic",
            [(byte)'m', (byte)'i' or (byte)'s', (byte)'f', (byte)'1', ..] => "image/heic",
            _ => null,
        };
    }
}
