using System.Buffers.Binary;

namespace Cutline.Imaging;

/// <summary>
/// Copies of picture files without what they tell of their makers: place, time, camera, owner, comments, XMP, IPTC, previews, other
/// pictures and data behind the end. The pixels of JPEG, PNG and WebP files are copied as they are; other formats become JPEG.
/// </summary>
public static class MetadataRemoval
{
    /// <summary>Of a picture that is encoded again.</summary>
    private const int Quality = 95;

    private const int Signature = 8, PngFrame = 12, RiffHeader = 12, ChunkHeader = 8;

    /// <summary>The flags of a WebP's VP8X chunk for EXIF and XMP.</summary>
    private const byte WebPMetadata = 0x0C;

    /// <summary>The file with its pixels, colour profile, resolution and orientation, and nothing else.</summary>
    /// <param name="file">A picture in any format that is read.</param>
    /// <param name="limits">What is refused; null for the defaults.</param>
    /// <param name="name">For messages.</param>
    /// <returns>A JPEG, PNG or WebP.</returns>
    /// <exception cref="PhotoException">It is no picture, damaged, or over the limits.</exception>
    public static byte[] Apply(ReadOnlyMemory<byte> file, PhotoLimits? limits = null, string? name = null) =>
        Apply(file, Photo.Probe(file, limits, name), load => Photo.Load(file, load with { Limits = limits ?? load.Limits }, name));

    /// <summary>The same, of a file that is read elsewhere, as in a process that decodes.</summary>
    /// <param name="file">A picture in any format that is read.</param>
    /// <param name="info">Its header.</param>
    /// <param name="decode">Decodes it, where it has to be encoded again.</param>
    /// <returns>A JPEG, PNG or WebP.</returns>
    public static byte[] Apply(ReadOnlyMemory<byte> file, PhotoInfo info, Func<PhotoLoad, Photo> decode)
    {
        var orientation = info.Orientation;
        var container = PictureSignature.Of(file.Span);
        var copy = container switch
        {
            PictureContainer.Jpeg => Jpeg(file.Span, orientation),
            PictureContainer.Png when orientation <= 1 => Png(file.Span),
            PictureContainer.WebP when orientation <= 1 => WebP(file.Span),
            _ => null,
        };
        return copy ?? Encoded(container, decode);
    }

    private static byte[] Encoded(PictureContainer container, Func<PhotoLoad, Photo> decode)
    {
        var load = new PhotoLoad { KeepProfile = true };
        if (container is PictureContainer.Png or PictureContainer.WebP) load = load with { Format = PixelFormat.Rgba };
        using var photo = decode(load);
        return photo.Encode(container switch
        {
            PictureContainer.Png => new(PhotoFormat.Png),
            PictureContainer.WebP => new(PhotoFormat.WebP) { Quality = Quality },
            _ => new(PhotoFormat.Jpeg) { Quality = Quality },
        });
    }

    /// <summary>The segments that pixels and colours need (ITU-T T.81, annex B), up to the end of the first image.</summary>
    /// <returns>Null where a segment is cut off.</returns>
    private static byte[]? Jpeg(ReadOnlySpan<byte> file, int orientation)
    {
        const byte Mark = 0xFF, Start = 0xD8, End = 0xD9, Scan = 0xDA, Comment = 0xFE, FirstApp = 0xE0, LastApp = 0xEF, Temporary = 0x01;
        using var copy = new MemoryStream(file.Length);
        copy.Write([Mark, Start]);
        if (file[2..].StartsWith((ReadOnlySpan<byte>)[Mark, FirstApp])) copy.Write(JfifHeader.Segment);
        if (orientation > 1) copy.Write(Turned(orientation));
        for (var rest = file[2..]; ;)
        {
            while (rest.Length > 1 && rest[0] == Mark && rest[1] == Mark) rest = rest[1..]; // filling
            if (rest.Length < 2 || rest[0] != Mark) return null;
            var marker = rest[1];
            if (marker == End)
            {
                copy.Write(rest[..2]);
                return copy.ToArray();
            }

            if (marker is Temporary) // without content
            {
                rest = rest[2..];
                continue;
            }

            var length = rest.Length >= 4 ? BinaryPrimitives.ReadUInt16BigEndian(rest[2..]) : ushort.MaxValue;
            if (length < 2 || length > rest.Length - 2) return null;
            var segment = rest[..(2 + length)];
            rest = rest[segment.Length..];
            if (marker != Comment && (marker is < FirstApp or > LastApp || IsColour(segment))) copy.Write(segment);
            if (marker != Scan) continue;
            var data = EndOfScan(rest);
            copy.Write(rest[..data]);
            rest = rest[data..];
        }

        static bool IsColour(ReadOnlySpan<byte> segment) =>
            (segment[1] == 0xE2 && segment[4..].StartsWith("ICC_PROFILE\0"u8))
            || (segment[1] == 0xEE && segment[4..].StartsWith("Adobe"u8));
    }

    /// <summary>The bytes of a scan's data: up to a marker that is neither a byte of data nor a restart.</summary>
    private static int EndOfScan(ReadOnlySpan<byte> data)
    {
        for (var at = 0; ; at += 2)
        {
            var next = data[at..].IndexOf((byte)0xFF);
            if (next < 0 || at + next + 1 >= data.Length) return data.Length;
            at += next;
            if (data[at + 1] is not (0 or >= 0xD0 and <= 0xD7)) return at;
        }
    }

    /// <summary>An Exif segment that has the orientation alone.</summary>
    private static byte[] Turned(int orientation) =>
    [
        0xFF, 0xE1, 0, 34, .. "Exif\0\0MM\0*"u8, 0, 0, 0, 8, 0, 1, 0x01, 0x12, 0, 3, 0, 0, 0, 1, 0, (byte)orientation, 0, 0, 0, 0, 0, 0,
    ];

    private static byte[]? Png(ReadOnlySpan<byte> file)
    {
        ReadOnlySpan<byte> needed = PngChunks.Needed(file.ToArray());
        using var copy = new MemoryStream(needed.Length);
        copy.Write(needed[..Signature]);
        for (var rest = needed[Signature..]; rest.Length >= PngFrame;)
        {
            var length = BinaryPrimitives.ReadUInt32BigEndian(rest);
            if (length > rest.Length - PngFrame) return null;
            var chunk = rest[..((int)length + PngFrame)];
            rest = rest[chunk.Length..];
            var name = chunk[4..8];
            if (!name.SequenceEqual("eXIf"u8)) copy.Write(chunk);
            if (name.SequenceEqual("IEND"u8)) return copy.ToArray();
        }

        return null;
    }

    private static byte[]? WebP(ReadOnlySpan<byte> file)
    {
        using var copy = new MemoryStream(file.Length);
        copy.Write(file[..RiffHeader]);
        var size = BinaryPrimitives.ReadUInt32LittleEndian(file[4..]);
        for (var rest = file[RiffHeader..(int)Math.Min(file.Length, (long)size + ChunkHeader)]; rest.Length >= ChunkHeader;)
        {
            var length = BinaryPrimitives.ReadUInt32LittleEndian(rest[4..]);
            var padded = (long)length + (length & 1) + ChunkHeader;
            if (length > rest.Length - ChunkHeader) return null;
            var chunk = rest[..(int)Math.Min(padded, rest.Length)];
            rest = rest[chunk.Length..];
            var at = (int)copy.Length;
            if (IsPicture(chunk)) copy.Write(chunk);
            if (!chunk.StartsWith("VP8X"u8) || length == 0) continue;
            copy.Position = at + ChunkHeader;
            copy.WriteByte((byte)(chunk[ChunkHeader] & ~WebPMetadata));
            copy.Position = copy.Length;
        }

        BinaryPrimitives.WriteUInt32LittleEndian(copy.GetBuffer().AsSpan(4), (uint)copy.Length - ChunkHeader);
        return copy.ToArray();

        static bool IsPicture(ReadOnlySpan<byte> chunk) =>
            chunk.StartsWith("VP8"u8) || chunk.StartsWith("ICCP"u8) || chunk.StartsWith("ALPH"u8) || chunk.StartsWith("ANIM"u8)
            || chunk.StartsWith("ANMF"u8);
    }
}
