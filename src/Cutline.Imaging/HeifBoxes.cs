using System.Buffers.Binary;
using System.Text;

namespace Cutline.Imaging;

/// <summary>The boxes of an ISO base media file (ISO/IEC 14496-12, 4.2) as HEIF uses them (ISO/IEC 23008-12).</summary>
internal static class HeifBoxes
{
    private const int Header = 8, FullHeader = 12, Deepest = 8; // a full box has a version and flags, too

    /// <summary>
    /// Whether the outermost boxes follow each other to the file's very end. libheif looks for the next one wherever the last one says, and
    /// version 1.19 ends the process where that is beyond the file.
    /// </summary>
    internal static bool Fit(ReadOnlySpan<byte> file)
    {
        while (file.Length > 0)
        {
            if (Size(file) is not { } size) return false;
            file = file[size..];
        }

        return true;
    }

    /// <summary>
    /// The codec of the primary picture, such as <c>hvc1</c> or <c>av01</c>; of one that is put together of others, theirs. Null where the
    /// file does not say, or names several. The brand at the file's beginning may be that of a container for either.
    /// </summary>
    internal static string? PrimaryCodec(ReadOnlySpan<byte> file)
    {
        var meta = Content(file, "meta"u8, FullHeader);
        var items = Items(Content(meta, "iinf"u8, Header));
        var sources = Sources(Content(meta, "iref"u8, Header));
        return Number(Content(meta, "pitm"u8, Header)) is { } primary ? Codec(primary, items, sources, Deepest) : null;
    }

    /// <summary>
    /// The longest side that the file's image spatial extents (ispe) state. libvips does not take note that one beyond its own limit of
    /// 100 million cannot be, and takes it for 1.
    /// </summary>
    internal static uint LongestSide(ReadOnlySpan<byte> file)
    {
        const int Extents = FullHeader + 8;
        var longest = 0u;
        var properties = Content(Content(Content(file, "meta"u8, FullHeader), "iprp"u8, Header), "ipco"u8, Header);
        for (var rest = properties; Size(rest) is { } size; rest = rest[size..])
        {
            if (size < Extents || !rest[4..8].SequenceEqual("ispe"u8)) continue;
            longest = Math.Max(longest, Math.Max(Id(rest[FullHeader..], 4), Id(rest[(FullHeader + 4)..], 4)));
        }

        return longest;
    }

    /// <summary>
    /// The largest size that the codec's data in the file has by its own headers: those of configuration records (hvcC, av1C), and those
    /// among the units of items (iloc); 0 where there are none.
    /// </summary>
    /// <param name="file">The whole file.</param>
    /// <param name="isHevc">HEVC; otherwise AV1.</param>
    internal static (long Width, long Height) LargestCoded(ReadOnlySpan<byte> file, bool isHevc)
    {
        var meta = Content(file, "meta"u8, FullHeader);
        var record = isHevc ? "hvcC"u8 : "av1C"u8;
        (long Width, long Height) largest = default;
        for (var rest = Content(Content(meta, "iprp"u8, Header), "ipco"u8, Header); Size(rest) is { } size; rest = rest[size..])
        {
            if (!rest[4..8].SequenceEqual(record)) continue;
            var content = rest[Header..size];
            Take(isHevc ? HevcSequence.InConfiguration(content) : Av1Sequence.InConfiguration(content));
        }

        var data = Content(meta, "idat"u8, Header);
        var total = 0L;
        foreach (var item in HeifExtents.Of(Content(meta, "iloc"u8, Header)))
        {
            var units = item.Join(item.IsInData ? data : file);
            total += units.Length;
            if (total > 2L * file.Length) return (uint.MaxValue, uint.MaxValue); // items over items: what follows is not looked for
            Take(isHevc ? HevcSequence.InUnits(units) : Av1Sequence.InUnits(units));
        }

        return largest;

        void Take((long Width, long Height) size)
        {
            if (size.Width * size.Height > largest.Width * largest.Height) largest = size;
        }
    }

    private static string? Codec(uint item, Dictionary<uint, string> items, ILookup<uint, uint> sources, int depth)
    {
        if (depth == 0 || !items.TryGetValue(item, out var kind)) return null;
        if (kind is not ("grid" or "iden" or "iovl" or "tmap")) return kind;
        var codecs = sources[item].Select(source => Codec(source, items, sources, depth - 1)).Distinct().Take(2).ToArray();
        return codecs.Length == 1 ? codecs[0] : null;
    }

    /// <summary>The kinds of the items that an item information box lists: version and flags, a count, then a box for each.</summary>
    private static Dictionary<uint, string> Items(ReadOnlySpan<byte> list)
    {
        var items = new Dictionary<uint, string>();
        if (list.Length < 8) return items;
        for (var rest = list[(list[0] == 0 ? 6 : 8)..]; Size(rest) is { } size; rest = rest[size..])
        {
            var entry = rest[..size];
            if (size < FullHeader || !entry[4..8].SequenceEqual("infe"u8)) continue;
            var wide = entry[8] == 3 ? 4 : 2;
            if (entry.Length < FullHeader + wide + 6) continue;
            items[Id(entry[FullHeader..], wide)] = Encoding.Latin1.GetString(entry.Slice(FullHeader + wide + 2, 4));
        }

        return items;
    }

    /// <summary>Which items each derived one is put together of: the boxes dimg of an item reference box.</summary>
    private static ILookup<uint, uint> Sources(ReadOnlySpan<byte> list)
    {
        var pairs = new List<(uint Of, uint Source)>();
        if (list.Length < 4) return pairs.ToLookup(p => p.Of, p => p.Source);
        var wide = list[0] == 0 ? 2 : 4;
        for (var rest = list[4..]; Size(rest) is { } size; rest = rest[size..])
        {
            var entry = rest[..size];
            if (size < Header + wide + 2 || !entry[4..8].SequenceEqual("dimg"u8)) continue;
            var of = Id(entry[Header..], wide);
            for (var at = Header + wide + 2; at + wide <= size; at += wide) pairs.Add((of, Id(entry[at..], wide)));
        }

        return pairs.ToLookup(p => p.Of, p => p.Source);
    }

    private static uint? Number(ReadOnlySpan<byte> primary)
    {
        if (primary.Length < 6) return null;
        if (primary[0] == 0) return Id(primary[4..], 2);
        return primary.Length >= 8 ? Id(primary[4..], 4) : null;
    }

    private static uint Id(ReadOnlySpan<byte> at, int bytes) =>
        bytes == 4 ? BinaryPrimitives.ReadUInt32BigEndian(at) : BinaryPrimitives.ReadUInt16BigEndian(at);

    /// <summary>The first box of this name, without its header; empty where there is none.</summary>
    private static ReadOnlySpan<byte> Content(ReadOnlySpan<byte> boxes, ReadOnlySpan<byte> name, int header)
    {
        for (var rest = boxes; Size(rest) is { } size; rest = rest[size..])
            if (rest[4..8].SequenceEqual(name) && size >= header) return rest[header..size];
        return default;
    }

    /// <summary>The whole size of the box that begins here; null where none does, or it is larger than what is left.</summary>
    private static int? Size(ReadOnlySpan<byte> rest)
    {
        if (rest.Length < Header) return null;
        ulong header = Header, size = BinaryPrimitives.ReadUInt32BigEndian(rest);
        if (size == 0) return rest.Length; // it takes in the rest
        if (size == 1)
        {
            if (rest.Length < 16) return null;
            (header, size) = (16, BinaryPrimitives.ReadUInt64BigEndian(rest[8..]));
        }

        return size < header || size > (ulong)rest.Length ? null : (int)size;
    }
}
