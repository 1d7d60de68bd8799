using System.Buffers.Binary;

namespace Cutline.Web.Tests.Running;

/// <summary>
/// Reads which tags the first directory of a file's EXIF has (TIFF 6.0, section 2; EXIF 2.32, 4.6), and puts another file's EXIF into a
/// JPEG.
/// </summary>
internal static class Exif
{
    /// <summary>The tags that point to the location, and that name the camera's maker.</summary>
    public const ushort Gps = 0x8825, Make = 0x010F;

    /// <summary>The tags of a JPEG, PNG or WebP; none where it has no EXIF.</summary>
    public static IReadOnlyList<ushort> Tags(ReadOnlySpan<byte> file)
    {
        var tiff = Block(file);
        if (tiff.IsEmpty) return [];
        var little = tiff[0] == 'I';
        var at = (int)Number(tiff[4..8], little);
        var tags = new List<ushort>();
        for (var i = 0; i < (int)Number(tiff.Slice(at, 2), little); i++) tags.Add((ushort)Number(tiff.Slice(at + 2 + 12 * i, 2), little));
        return tags;
    }

    /// <summary>A JPEG with the EXIF segment of another one.</summary>
    public static byte[] Grafted(byte[] jpeg, byte[] source)
    {
        var start = source.AsSpan().IndexOf("Exif\0\0"u8) - 4;
        var length = 2 + BinaryPrimitives.ReadUInt16BigEndian(source.AsSpan(start + 2));
        return [.. jpeg[..2], .. source.AsSpan(start, length), .. jpeg[2..]];
    }

    /// <summary>The TIFF structure within a file: behind "Exif" in a JPEG's segment, or in a chunk of its own.</summary>
    private static ReadOnlySpan<byte> Block(ReadOnlySpan<byte> file)
    {
        if (file[0] == 0x89)
            return file.IndexOf("eXIf"u8) is var png and >= 0 ? file[(png + 4)..] : default;
        if (file.StartsWith("RIFF"u8))
        {
            if (file.IndexOf("EXIF"u8) is not (var chunk and >= 0)) return default;
            var content = file[(chunk + 8)..];
            return content.StartsWith("Exif\0\0"u8) ? content[6..] : content;
        }

        return file.IndexOf("Exif\0\0"u8) is var segment and >= 0 ? file[(segment + 6)..] : default;
    }

    private static uint Number(ReadOnlySpan<byte> bytes, bool little)
    {
        uint number = 0;
        for (var i = 0; i < bytes.Length; i++) number |= (uint)bytes[little ? i : bytes.Length - 1 - i] << (8 * i);
        return number;
    }
}
