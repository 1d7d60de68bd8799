using System.Buffers.Binary;
using System.IO.Hashing;
using System.Text;

namespace Cutline.Imaging.Tests;

/// <summary>Small files whose headers, whole and valid, promise hundreds of millions of pixels.</summary>
public static class Bombs
{
    private const ushort Vast = 60_000;

    public static TheoryData<string, byte[]> All() => new()
    {
        { "PNG", Png() },
        { "JPEG", Jpeg() },
        { "GIF", Gif() },
        { "WebP", WebP() },
        { "TIFF", Tiff() },
    };

    /// <summary>A chunk of a PNG: length, name, content, checksum.</summary>
    public static byte[] Chunk(string name, byte[] content)
    {
        byte[] chunk = [0, 0, 0, 0, .. Encoding.ASCII.GetBytes(name), .. content, 0, 0, 0, 0];
        BinaryPrimitives.WriteInt32BigEndian(chunk, content.Length);
        BinaryPrimitives.WriteUInt32BigEndian(chunk.AsSpan(8 + content.Length), Crc32.HashToUInt32(chunk.AsSpan(4, 4 + content.Length)));
        return chunk;
    }

    private static byte[] Small(PhotoFormat format)
    {
        using var photo = Photo.FromPixels(new byte[64], 8, 8, PixelFormat.Grey);
        return photo.Encode(new PhotoEncoding(format) { Lossless = true });
    }

    private static byte[] Png()
    {
        var file = Small(PhotoFormat.Png);
        BinaryPrimitives.WriteInt32BigEndian(file.AsSpan(16), Vast);
        BinaryPrimitives.WriteInt32BigEndian(file.AsSpan(20), Vast);
        BinaryPrimitives.WriteUInt32BigEndian(file.AsSpan(29), Crc32.HashToUInt32(file.AsSpan(12, 17)));
        return file;
    }

    /// <summary>Height and width stand behind the marker FF C0, its length and the bits of a channel.</summary>
    private static byte[] Jpeg()
    {
        var file = Small(PhotoFormat.Jpeg);
        var frame = file.AsSpan(file.AsSpan().IndexOf([(byte)0xFF, (byte)0xC0]));
        BinaryPrimitives.WriteUInt16BigEndian(frame[5..], Vast);
        BinaryPrimitives.WriteUInt16BigEndian(frame[7..], Vast);
        return file;
    }

    /// <summary>The canvas and the frame on it.</summary>
    private static byte[] Gif()
    {
        var file = Small(PhotoFormat.Gif);
        var frame = file.AsSpan().IndexOf((ReadOnlySpan<byte>)[0x2C, 0, 0, 0, 0, 8, 0, 8, 0]);
        foreach (var at in new[] { 6, 8, frame + 5, frame + 7 }) BinaryPrimitives.WriteUInt16LittleEndian(file.AsSpan(at), Vast);
        return file;
    }

    /// <summary>The plain form: one chunk, of a byte 2F, then width - 1 and height - 1 in 14 bits each.</summary>
    private static byte[] WebP()
    {
        var file = Small(PhotoFormat.WebP);
        var chunk = file[file.AsSpan().IndexOf("VP8L"u8)..];
        chunk = chunk[..(8 + BinaryPrimitives.ReadInt32LittleEndian(chunk.AsSpan(4)))];
        var size = chunk.AsSpan(9);
        var kept = BinaryPrimitives.ReadUInt32LittleEndian(size) & 0xF0000000;
        BinaryPrimitives.WriteUInt32LittleEndian(size, kept | 15_999 | (15_999 << 14));
        byte[] riff = [.. "RIFF"u8, 0, 0, 0, 0, .. "WEBP"u8, .. chunk, .. new byte[chunk.Length % 2]];
        BinaryPrimitives.WriteInt32LittleEndian(riff.AsSpan(4), riff.Length - 8);
        return riff;
    }

    /// <summary>Tags 256 and 257 of the first directory; each entry is tag, type, count and value.</summary>
    private static byte[] Tiff()
    {
        var file = GoldenPhoto.Bytes("quarters.tif");
        var directory = file.AsSpan(BinaryPrimitives.ReadInt32LittleEndian(file.AsSpan(4)));
        for (int i = 0, at = 2; i < BinaryPrimitives.ReadUInt16LittleEndian(directory); i++, at += 12)
        {
            if (BinaryPrimitives.ReadUInt16LittleEndian(directory[at..]) is 256 or 257)
                BinaryPrimitives.WriteInt32LittleEndian(directory[(at + 8)..], Vast);
        }

        return file;
    }
}
