using System.Buffers.Binary;
using System.Text;

namespace Cutline.Listings.Export.Pdf;

/// <summary>A TrueType font: which glyph a character has, and how wide it is. (Apple's TrueType Reference Manual, ISO 14496-22.)</summary>
internal sealed class TrueTypeFont
{
    /// <summary>The platform of a table of characters that is in Unicode, as Windows has it.</summary>
    private const int CmapUnicode = 3;

    private readonly byte[] file;
    private readonly Dictionary<string, (int At, int Length)> tables = [];
    private readonly Dictionary<int, int> glyphs = [];
    private readonly int longMetrics;

    /// <param name="file">All of a .ttf.</param>
    /// <exception cref="InvalidDataException">It is none.</exception>
    internal TrueTypeFont(byte[] file)
    {
        this.file = file;
        try
        {
            for (var i = 0; i < UInt16(4); i++) tables[Encoding.ASCII.GetString(file, 12 + 16 * i, 4)] = (Int32(12 + 16 * i + 8), Int32(12 + 16 * i + 12));
            UnitsPerEm = UInt16(At("head") + 18);
            LongOffsets = UInt16(At("head") + 50) == 1;
            (Ascent, Descent) = (Int16(At("hhea") + 4), Int16(At("hhea") + 6));
            longMetrics = UInt16(At("hhea") + 34);
            Count = UInt16(At("maxp") + 4);
            ReadCharacters(At("cmap"));
        }
        catch (Exception e) when (e is ArgumentException or IndexOutOfRangeException or KeyNotFoundException)
        {
            throw new InvalidDataException("it is no TrueType font", e);
        }
    }

    internal int UnitsPerEm { get; }

    /// <summary>Above the line, in the font's units.</summary>
    internal int Ascent { get; }

    /// <summary>Below the line, negative.</summary>
    internal int Descent { get; }

    /// <summary>How many glyphs there are.</summary>
    internal int Count { get; }

    /// <summary>Whether the places of glyphs are told in 4 bytes, not in 2.</summary>
    internal bool LongOffsets { get; }

    /// <summary>The font's own box for characters: x and y of its lower left and upper right corner.</summary>
    internal int[] Box => [.. Enumerable.Range(0, 4).Select(i => (int)Int16(At("head") + 36 + 2 * i))];

    internal bool Has(string table) => tables.ContainsKey(table);

    internal ReadOnlySpan<byte> Table(string name) => file.AsSpan(tables[name].At, tables[name].Length);

    /// <summary>The character's glyph; 0, a box, where it has none.</summary>
    internal int Glyph(Rune character) => glyphs.GetValueOrDefault(character.Value);

    /// <summary>In the font's units.</summary>
    internal int Width(int glyph) => UInt16(At("hmtx") + 4 * Math.Min(glyph, longMetrics - 1));

    /// <summary>A glyph's outline; empty where it is blank.</summary>
    internal ReadOnlySpan<byte> Outline(int glyph)
    {
        var (from, to) = (Offset(glyph), Offset(glyph + 1));
        return Table("glyf")[from..to];
    }

    private int Offset(int glyph) => LongOffsets ? Int32(At("loca") + 4 * glyph) : 2 * UInt16(At("loca") + 2 * glyph);

    private void ReadCharacters(int cmap)
    {
        for (var i = 0; i < UInt16(cmap + 2); i++)
        {
            if (UInt16(cmap + 4 + 8 * i) != CmapUnicode) continue;
            var at = cmap + Int32(cmap + 8 + 8 * i);
            if (UInt16(at) == 12) ReadGroups(at);
            else if (UInt16(at) == 4) ReadSegments(at);
        }
    }

    /// <summary>Format 12: ranges of all of Unicode.</summary>
    private void ReadGroups(int at)
    {
        for (var i = 0; i < Int32(at + 12); i++)
        {
            var (first, last, glyph) = (Int32(at + 16 + 12 * i), Int32(at + 20 + 12 * i), Int32(at + 24 + 12 * i));
            for (var c = first; c <= last && glyph + c - first < Count; c++) glyphs[c] = glyph + c - first;
        }
    }

    /// <summary>Format 4: ranges of Unicode's first plane.</summary>
    private void ReadSegments(int at)
    {
        var twice = UInt16(at + 6);
        for (var i = 0; i < twice; i += 2)
        {
            var (last, first, delta) = (UInt16(at + 14 + i), UInt16(at + 16 + twice + i), UInt16(at + 16 + 2 * twice + i));
            var offsetAt = at + 16 + 3 * twice + i;
            for (var c = first; c <= last && c < 0xFFFF; c++)
            {
                var glyph = UInt16(offsetAt) == 0 ? c : UInt16(offsetAt + UInt16(offsetAt) + 2 * (c - first)) is > 0 and var direct ? direct : -delta;
                glyphs.TryAdd(c, (glyph + delta) & 0xFFFF);
            }
        }
    }

    private int At(string table) => tables[table].At;

    private ushort UInt16(int at) => BinaryPrimitives.ReadUInt16BigEndian(file.AsSpan(at));

    private short Int16(int at) => BinaryPrimitives.ReadInt16BigEndian(file.AsSpan(at));

    private int Int32(int at) => BinaryPrimitives.ReadInt32BigEndian(file.AsSpan(at));
}
