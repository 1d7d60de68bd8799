using System.Buffers.Binary;
using System.Text;

namespace Cutline.Training.Tests.Logs;

/// <summary>An event of TensorBoard, as far as the tests look at it.</summary>
/// <param name="WallTime">Seconds since 1970.</param>
/// <param name="Step">The epoch.</param>
/// <param name="Version">Of the file, in its first event.</param>
/// <param name="IsStart">Whether it begins a session.</param>
/// <param name="Scalars">Numbers by their tags.</param>
/// <param name="Images">Width, height and file by their tags.</param>
internal sealed record EventRecord(
    double WallTime, long Step, string Version, bool IsStart, IReadOnlyDictionary<string, float> Scalars,
    IReadOnlyDictionary<string, (long Width, long Height, byte[] File)> Images);

/// <summary>
/// Reads TFRecords of events with nothing of what writes them: checksums bit by bit, messages field by field. Sources: TensorFlow's
/// record_writer.h, event.proto and summary.proto; RFC 3720 for CRC-32C.
/// </summary>
internal static class EventRecords
{
    /// <summary>The events of a file; the end of a record that is cut off is left out.</summary>
    /// <exception cref="InvalidDataException">A checksum is wrong.</exception>
    public static IReadOnlyList<EventRecord> Read(string path)
    {
        var (bytes, at, events) = (File.ReadAllBytes(path), 0, new List<EventRecord>());
        while (at + 12 <= bytes.Length)
        {
            var length = checked((int)BinaryPrimitives.ReadUInt64LittleEndian(bytes.AsSpan(at)));
            Check(bytes.AsSpan(at, 8), bytes.AsSpan(at + 8));
            if (at + 16 + length > bytes.Length) break;
            var data = bytes.AsSpan(at + 12, length);
            Check(data, bytes.AsSpan(at + 12 + length));
            events.Add(Event(data));
            at += 16 + length;
        }

        return events;
    }

    /// <summary>CRC-32C (Castagnoli).</summary>
    public static uint Crc(ReadOnlySpan<byte> data)
    {
        var crc = uint.MaxValue;
        foreach (var value in data)
        {
            crc ^= value;
            for (var bit = 0; bit < 8; bit++) crc = (crc & 1) != 0 ? crc >> 1 ^ 0x82F63B78 : crc >> 1;
        }

        return ~crc;
    }

    private static void Check(ReadOnlySpan<byte> data, ReadOnlySpan<byte> stored)
    {
        var crc = Crc(data);
        if (BinaryPrimitives.ReadUInt32LittleEndian(stored) != unchecked((crc >> 15 | crc << 17) + 0xA282EAD8))
            throw new InvalidDataException("a checksum is wrong");
    }

    private static EventRecord Event(ReadOnlySpan<byte> data)
    {
        var (time, step, version, isStart) = (0.0, 0L, "", false);
        var (scalars, images) = (new Dictionary<string, float>(), new Dictionary<string, (long, long, byte[])>());
        foreach (var (number, value) in Fields(data))
        {
            switch (number)
            {
                case 1: time = BitConverter.ToDouble(value); break;
                case 2: step = BitConverter.ToInt64(value); break;
                case 3: version = Encoding.UTF8.GetString(value); break;
                case 5: Summary(value, scalars, images); break;
                case 7: isStart = BitConverter.ToInt64(Fields(value).Single(f => f.Number == 1).Value) == 1; break;
            }
        }

        return new(time, step, version, isStart, scalars, images);
    }

    private static void Summary(byte[] data, Dictionary<string, float> scalars, Dictionary<string, (long, long, byte[])> images)
    {
        foreach (var (_, value) in Fields(data))
        {
            var fields = Fields(value).ToDictionary(f => f.Number, f => f.Value);
            var tag = Encoding.UTF8.GetString(fields[1]);
            if (fields.TryGetValue(2, out var number)) scalars.Add(tag, BitConverter.ToSingle(number));
            if (!fields.TryGetValue(4, out var image)) continue;
            var parts = Fields(image).ToDictionary(f => f.Number, f => f.Value);
            images.Add(tag, (BitConverter.ToInt64(parts[2]), BitConverter.ToInt64(parts[1]), parts[4]));
        }
    }

    /// <summary>The fields of a protobuf message; whole numbers as eight bytes.</summary>
    private static List<(int Number, byte[] Value)> Fields(ReadOnlySpan<byte> data)
    {
        var (at, fields) = (0, new List<(int, byte[])>());
        while (at < data.Length)
        {
            var key = Varint(data, ref at);
            byte[] value;
            switch (key & 7)
            {
                case 0:
                    value = BitConverter.GetBytes(Varint(data, ref at));
                    break;
                case 2:
                    var length = (int)Varint(data, ref at);
                    value = data.Slice(at, length).ToArray();
                    at += length;
                    break;
                default:
                    value = data.Slice(at, (key & 7) == 1 ? 8 : 4).ToArray();
                    at += value.Length;
                    break;
            }

            fields.Add(((int)(key >> 3), value));
        }

        return fields;
    }

    private static ulong Varint(ReadOnlySpan<byte> data, ref int at)
    {
        for (var (value, shift) = (0UL, 0); ; shift += 7)
        {
            value |= (ulong)(data[at] & 0x7F) << shift;
            if (data[at++] < 0x80) return value;
        }
    }
}
