using System.Buffers.Binary;
using System.Text;

namespace Cutline.Listings.Export.Pdf;

/// <summary>A font with the outlines of some glyphs alone; numbers and widths of all stay, so that texts need not be written anew.</summary>
internal static class FontSubset
{
    private const ushort HasMore = 0x20, WordArguments = 0x01, OneScale = 0x08, TwoScales = 0x40, Matrix = 0x80;

    /// <summary>What a PDF needs of a font (ISO 32000-1, 9.9).</summary>
    private static readonly string[] Needed = ["cvt ", "fpgm", "glyf", "head", "hhea", "hmtx", "loca", "maxp", "prep"];

    internal static byte[] Of(TrueTypeFont font, IEnumerable<int> glyphs)
    {
        var (outlines, offsets) = Outlines(font, WithParts(font, glyphs));
        var tables = Needed.Where(font.Has).Select(name => (Name: name, Bytes: name switch
        {
            "glyf" => outlines,
            "loca" => offsets,
            _ => font.Table(name).ToArray(),
        })).ToArray();
        Long(tables.First(t => t.Name == "head").Bytes);

        using var file = new MemoryStream();
        Write(file, 0x00010000, 4);
        Write(file, (uint)tables.Length, 2);
        file.Write(new byte[6]); // hints for a search that nothing here makes
        var at = 12 + 16 * tables.Length;
        foreach (var (name, bytes) in tables)
        {
            file.Write(Encoding.ASCII.GetBytes(name));
            Write(file, Sum(bytes), 4);
            Write(file, (uint)at, 4);
            Write(file, (uint)bytes.Length, 4);
            at += Padded(bytes.Length);
        }

        foreach (var (_, bytes) in tables)
        {
            file.Write(bytes);
            file.Write(new byte[Padded(bytes.Length) - bytes.Length]);
        }

        return file.ToArray();
    }

    /// <summary>With those that others are put together from, such as é from e and its accent.</summary>
    private static HashSet<int> WithParts(TrueTypeFont font, IEnumerable<int> glyphs)
    {
        var all = new HashSet<int>();
        var open = new Stack<int>(glyphs.Append(0));
        while (open.TryPop(out var glyph))
            if (glyph < font.Count && all.Add(glyph))
                foreach (var part in Parts(font.Outline(glyph))) open.Push(part);
        return all;
    }

    private static List<int> Parts(ReadOnlySpan<byte> outline)
    {
        var parts = new List<int>();
        if (outline.Length < 10 || BinaryPrimitives.ReadInt16BigEndian(outline) >= 0) return parts;
        ushort flags;
        var at = 10;
        do
        {
            flags = BinaryPrimitives.ReadUInt16BigEndian(outline[at..]);
            parts.Add(BinaryPrimitives.ReadUInt16BigEndian(outline[(at + 2)..]));
            at += 4 + ((flags & WordArguments) != 0 ? 4 : 2) + ((flags & OneScale) != 0 ? 2 : (flags & TwoScales) != 0 ? 4 : (flags & Matrix) != 0 ? 8 : 0);
        }
        while ((flags & HasMore) != 0);
        return parts;
    }

    private static (byte[] Outlines, byte[] Offsets) Outlines(TrueTypeFont font, HashSet<int> kept)
    {
        using MemoryStream outlines = new(), offsets = new();
        for (var glyph = 0; glyph < font.Count; glyph++)
        {
            Write(offsets, (uint)outlines.Length, 4);
            if (!kept.Contains(glyph)) continue;
            outlines.Write(font.Outline(glyph));
            outlines.Write(new byte[Padded((int)outlines.Length) - (int)outlines.Length]);
        }

        Write(offsets, (uint)outlines.Length, 4);
        return (outlines.ToArray(), offsets.ToArray());
    }

    /// <summary>Says in the head that offsets are of 4 bytes.</summary>
    private static void Long(byte[] head) => BinaryPrimitives.WriteUInt16BigEndian(head.AsSpan(50), 1);

    private static uint Sum(byte[] bytes)
    {
        uint sum = 0;
        for (var i = 0; i < bytes.Length; i++) sum += (uint)bytes[i] << (24 - 8 * (i % 4));
        return sum;
    }

    private static int Padded(int length) => (length + 3) / 4 * 4;

    private static void Write(MemoryStream to, uint value, int bytes)
    {
        for (var i = bytes - 1; i >= 0; i--) to.WriteByte((byte)(value >> (8 * i)));
    }
}
