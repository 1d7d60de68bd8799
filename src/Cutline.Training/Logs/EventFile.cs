using System.Buffers.Binary;
using System.Globalization;
using System.Numerics;
using Google.Protobuf;
using Tensorboard;

namespace Cutline.Training.Logs;

/// <summary>
/// A file of events as TensorBoard reads it: TFRecords of <c>Event</c> messages. Each is written at once, so that a run that is killed
/// leaves whole records but for the last. Source: TensorFlow, <c>core/lib/io/record_writer.h</c>.
/// </summary>
internal sealed class EventFile : IDisposable
{
    /// <summary>How TensorBoard knows such files.</summary>
    internal const string Pattern = "events.out.tfevents.*";

    private const uint MaskDelta = 0xA282EAD8;

    private static int made;

    private readonly FileStream file;

    /// <summary>Makes a file beside others of the folder, which TensorBoard reads in the order of their names.</summary>
    /// <exception cref="IOException">It cannot be made.</exception>
    internal EventFile(string folder)
    {
        var name = string.Create(
            CultureInfo.InvariantCulture,
            $"{Pattern[..^1]}{DateTimeOffset.UtcNow.ToUnixTimeSeconds():D10}.{Environment.MachineName}.{Environment.ProcessId}."
                + $"{Interlocked.Increment(ref made)}");
        file = new FileStream(Path.Combine(folder, name), FileMode.CreateNew, FileAccess.Write, FileShare.Read);
        Write(new Event { FileVersion = "brain.Event:2" });
    }

    /// <summary>Adds an event, at the present time.</summary>
    /// <exception cref="IOException">It cannot be written.</exception>
    internal void Write(Event value)
    {
        value.WallTime = (DateTimeOffset.UtcNow - DateTimeOffset.UnixEpoch).TotalSeconds;
        var message = value.ToByteArray();
        var length = message.Length;
        var record = new byte[sizeof(ulong) + sizeof(uint) + length + sizeof(uint)];
        BinaryPrimitives.WriteUInt64LittleEndian(record, (ulong)length);
        BinaryPrimitives.WriteUInt32LittleEndian(record.AsSpan(8), MaskedCrc(record.AsSpan(0, 8)));
        message.CopyTo(record, 12);
        BinaryPrimitives.WriteUInt32LittleEndian(record.AsSpan(12 + length), MaskedCrc(record.AsSpan(12, length)));
        file.Write(record);
    }

    /// <summary>Hands what is written over to the disk.</summary>
    internal void Flush() => file.Flush(flushToDisk: true);

    public void Dispose() => file.Dispose();

    private static uint MaskedCrc(ReadOnlySpan<byte> data)
    {
        var crc = uint.MaxValue;
        foreach (var value in data) crc = BitOperations.Crc32C(crc, value);
        crc = ~crc;
        return BitOperations.RotateRight(crc, 15) + MaskDelta;
    }
}
