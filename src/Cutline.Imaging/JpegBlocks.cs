using System.Buffers.Binary;

namespace Cutline.Imaging;

/// <summary>
/// Walks through the Huffman codes of a sequential JPEG of one scan (ITU-T T.81, annex F) to tell whether all its blocks are there.
/// libvips tells of missing ones in every part of such a picture but its last eight rows; of other kinds it always does.
/// </summary>
internal sealed class JpegBlocks
{
    private const byte Mark = 0xFF, Baseline = 0xC0, Extended = 0xC1, HuffmanTables = 0xC4, RestartInterval = 0xDD, StartOfScan = 0xDA,
        FirstRestart = 0xD0, LastRestart = 0xD7;

    private readonly HuffmanTable?[] tables = new HuffmanTable?[8]; // 4 of first coefficients, 4 of the others
    private readonly List<(byte Name, int Across, int Down)> components = [];
    private int width, height, interval;

    private JpegBlocks()
    {
    }

    /// <summary>Whether all blocks are there; true for other kinds of JPEG, of which it does not know.</summary>
    internal static bool AreAll(ReadOnlySpan<byte> file)
    {
        var blocks = new JpegBlocks();
        var rest = file;
        while (true)
        {
            var at = rest.IndexOf(Mark);
            if (at < 0 || at + 3 >= rest.Length) return true;
            var marker = rest[at + 1];
            if (marker is 0 or 1 or Mark or (>= FirstRestart and <= 0xD9))
            {
                rest = rest[(at + (marker == Mark ? 1 : 2))..];
                continue;
            }

            var length = BinaryPrimitives.ReadUInt16BigEndian(rest[(at + 2)..]);
            if (length < 2 || length > rest.Length - at - 2) return true;
            var content = rest[(at + 4)..(at + 2 + length)];
            rest = rest[(at + 2 + length)..];
            if (marker is Baseline or Extended) blocks.Frame(content);
            else if (marker == HuffmanTables) blocks.Define(content);
            else if (marker == RestartInterval && content.Length >= 2) blocks.interval = BinaryPrimitives.ReadUInt16BigEndian(content);
            else if (marker == StartOfScan) return blocks.components.Count == 0 || blocks.Walk(content, rest);
        }
    }

    private void Frame(ReadOnlySpan<byte> frame)
    {
        if (frame.Length < 6 || frame.Length < 6 + 3 * frame[5]) return;
        (height, width) = (BinaryPrimitives.ReadUInt16BigEndian(frame[1..]), BinaryPrimitives.ReadUInt16BigEndian(frame[3..]));
        for (var i = 0; i < frame[5]; i++)
            components.Add((frame[6 + 3 * i], Math.Clamp(frame[7 + 3 * i] >> 4, 1, 4), Math.Clamp(frame[7 + 3 * i] & 15, 1, 4)));
    }

    private void Define(ReadOnlySpan<byte> segment)
    {
        while (segment.Length > 16)
        {
            var place = ((segment[0] >> 4) & 1) * 4 + (segment[0] & 3);
            var table = new HuffmanTable(segment[1..17], segment[17..]);
            tables[place] = table;
            segment = segment[Math.Min(17 + table.Count, segment.Length)..];
        }
    }

    private bool Walk(ReadOnlySpan<byte> scan, ReadOnlySpan<byte> data)
    {
        if (scan.Length < 1 + 2 * scan[0] || scan[0] != components.Count) return true; // several scans
        var (across, down) = (8 * components.Max(c => c.Across), 8 * components.Max(c => c.Down));
        var plan = new List<(HuffmanTable First, HuffmanTable Others)>();
        for (var i = 0; i < components.Count; i++)
        {
            var (first, others) = (tables[(scan[2 + 2 * i] >> 4) & 3], tables[4 + (scan[2 + 2 * i] & 3)]);
            if (first is null || others is null) return true;
            var blocks = components.Count == 1 ? 1 : components[i].Across * components[i].Down;
            for (var b = 0; b < blocks; b++) plan.Add((first, others));
        }

        if (components.Count == 1) (across, down) = (8, 8);
        var units = (long)((width + across - 1) / across) * ((height + down - 1) / down);
        var bits = new BitReader(data);
        for (var unit = 0L; unit < units; unit++)
        {
            if (interval > 0 && unit > 0 && unit % interval == 0) bits.Restart();
            foreach (var (first, others) in plan)
            {
                bits.Skip(bits.Symbol(first));
                for (var k = 1; k < 64; k++)
                {
                    var symbol = bits.Symbol(others);
                    var (run, size) = (symbol >> 4, symbol & 15);
                    if (size == 0 && run < 15) break;
                    k += run;
                    bits.Skip(size);
                }
            }

            if (bits.IsOver) return false;
        }

        return true;
    }

    /// <summary>A Huffman table as a list of the first code of each length.</summary>
    private sealed class HuffmanTable
    {
        private readonly byte[] values;
        private readonly (ushort Value, byte Length)[] quick = new (ushort, byte)[1 << QuickBits];
        private readonly int[] end = new int[18], offset = new int[17];

        internal const int QuickBits = 9;

        internal HuffmanTable(ReadOnlySpan<byte> counts, ReadOnlySpan<byte> symbols)
        {
            values = symbols.ToArray();
            var code = 0;
            for (var length = 1; length <= 16; length++)
            {
                offset[length] = Count - code;
                for (var i = 0; i < counts[length - 1]; i++, code++, Count++)
                {
                    if (length > QuickBits || Count >= values.Length) continue;
                    var from = code << (QuickBits - length);
                    var to = Math.Min((code + 1) << (QuickBits - length), quick.Length);
                    for (var at = from; at < to; at++) quick[at] = (values[Count], (byte)length);
                }

                end[length] = code;
                code <<= 1;
            }
        }

        internal int Count { get; private set; }

        /// <param name="bits">The next 16 bits.</param>
        internal (int Value, int Length) Find(int bits)
        {
            var (value, known) = quick[bits >> (16 - QuickBits)];
            if (known > 0) return (value, known);
            for (var length = QuickBits + 1; length <= 16; length++)
            {
                var code = bits >> (16 - length);
                if (code < end[length] && code + offset[length] is >= 0 and var at && at < values.Length) return (values[at], length);
            }

            return (0, 16); // no code: damaged, which the decoder tells
        }
    }

    private ref struct BitReader(ReadOnlySpan<byte> data)
    {
        private readonly ReadOnlySpan<byte> data = data;
        private ulong buffer;
        private int at, count, missing;

        /// <summary>Whether more bits were taken than there are.</summary>
        internal readonly bool IsOver => missing > count;

        internal int Symbol(HuffmanTable table)
        {
            Fill();
            var (value, length) = table.Find((int)(buffer >> (count - 16)) & 0xFFFF);
            count -= length;
            return value;
        }

        internal void Skip(int bits)
        {
            Fill();
            count -= Math.Min(bits, 16);
        }

        /// <summary>Goes on behind the next restart marker, where there is one.</summary>
        internal void Restart()
        {
            if (IsOver) return;
            while (at + 1 < data.Length && !(data[at] == Mark && data[at + 1] is >= FirstRestart and <= LastRestart))
            {
                if (data[at] == Mark && data[at + 1] is not (0 or Mark)) break;
                at++;
            }

            if (at + 1 < data.Length && data[at] == Mark && data[at + 1] is >= FirstRestart and <= LastRestart) at += 2;
            (buffer, count, missing) = (0, 0, 0);
        }

        private void Fill()
        {
            while (count <= 48)
            {
                var next = at < data.Length ? data[at] : Mark;
                if (next != Mark) at++;
                else if (at + 1 < data.Length && data[at + 1] == 0) at += 2;
                else (next, missing) = (0, missing + 8); // a marker, or the end
                (buffer, count) = ((buffer << 8) | next, count + 8);
            }
        }
    }
}
