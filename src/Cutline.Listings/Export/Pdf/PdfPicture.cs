using System.Buffers.Binary;

namespace Cutline.Listings.Export.Pdf;

/// <summary>A JPEG as a PDF holds it: byte for byte, beside what its header says.</summary>
internal sealed record PdfPicture(int Width, int Height, ReadOnlyMemory<byte> Bytes, int Channels)
{
    private const byte Marker = 0xFF, Restart = 0xD0, StartOfImage = 0xD8, EndOfImage = 0xD9, StartOfScan = 0xDA;

    /// <exception cref="ExportException">It is no JPEG of grey or RGB.</exception>
    internal static PdfPicture Read(ExportPicture picture) =>
        Header(picture.Bytes.Span) is { } found && found.Channels is 1 or 3 && found.Width > 0 && found.Height > 0 ? new(found.Width, found.Height, picture.Bytes, found.Channels)
            : throw new ExportException($"{picture.Name} is no JPEG of 8 bits in grey or RGB, which is what a PDF takes: convert it");

    internal int Write(PdfFile file) => file.AddStream(
        $"/Type /XObject /Subtype /Image /Width {Width} /Height {Height} /ColorSpace /{(Channels == 1 ? "DeviceGray" : "DeviceRGB")} /BitsPerComponent 8 /Filter /DCTDecode", Bytes.Span, packed: true);

    /// <summary>What the first frame says (ISO 10918-1, B.2.2); null where there is none of 8 bits.</summary>
    private static (int Width, int Height, int Channels)? Header(ReadOnlySpan<byte> jpeg)
    {
        if (!jpeg.StartsWith((ReadOnlySpan<byte>)[Marker, StartOfImage])) return null;
        for (var at = 2; at + 4 <= jpeg.Length && jpeg[at] == Marker;)
        {
            var kind = jpeg[at + 1];
            if (kind is Marker) at++;
            else if (kind is >= 0xC0 and <= 0xCF and not (0xC4 or 0xC8 or 0xCC))
                return at + 10 <= jpeg.Length && jpeg[at + 4] == 8 ? (BinaryPrimitives.ReadUInt16BigEndian(jpeg[(at + 7)..]), BinaryPrimitives.ReadUInt16BigEndian(jpeg[(at + 5)..]), jpeg[at + 9]) : null;
            else if (kind is StartOfScan or EndOfImage or (>= Restart and < StartOfImage)) return null;
            else at += 2 + BinaryPrimitives.ReadUInt16BigEndian(jpeg[(at + 2)..]);
        }

        return null;
    }
}
