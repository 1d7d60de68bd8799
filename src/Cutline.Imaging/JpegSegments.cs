using System.Buffers.Binary;

namespace Cutline.Imaging;

/// <summary>What the markers of a JPEG file tell before it is decoded (ITU-T T.81, annex B).</summary>
/// <param name="Scans">The number of its scans.</param>
/// <param name="HasEnd">Whether its end of image (EOI) is there. What follows it, such as a telephone's video, is no part of it.</param>
/// <param name="IsComplete">Whether its scans have every bit of every coefficient, as far as their headers tell.</param>
internal readonly record struct JpegSegments(int Scans, bool HasEnd, bool IsComplete)
{
    /// <summary>
    /// The most scans that are decoded. Encoders write up to 12; each one passes over all pixels, so that a small file with many of them
    /// costs as much as many photos.
    /// </summary>
    internal const int MostScans = 100;

    private const byte Mark = 0xFF, ProgressiveFrame = 0xC2, ArithmeticProgressiveFrame = 0xCA, Temporary = 0x01, Restart = 0xD0,
        StartOfImage = 0xD8, EndOfImage = 0xD9, StartOfScan = 0xDA;

    /// <summary>Reads the markers up to the end of the first image.</summary>
    internal static JpegSegments Read(ReadOnlySpan<byte> file)
    {
        var scans = 0;
        Coefficients? missing = null;
        for (var rest = file; ;)
        {
            var at = rest.IndexOf(Mark);
            if (at < 0 || at + 1 >= rest.Length) return new(scans, HasEnd: false, missing?.None ?? true);
            var marker = rest[at + 1];
            if (marker is EndOfImage) return new(scans, HasEnd: true, missing?.None ?? true);
            if (marker is 0 or Temporary or Mark or (>= Restart and <= StartOfImage)) // no segment: data, filling, a restart
            {
                rest = rest[(at + (marker == Mark ? 1 : 2))..];
                continue;
            }

            var segment = rest[(at + 2)..];
            var length = segment.Length >= 2 ? BinaryPrimitives.ReadUInt16BigEndian(segment) : ushort.MaxValue;
            if (length < 2 || length > segment.Length) return new(scans, HasEnd: false, IsComplete: false);
            var content = segment[2..length];
            if (marker is ProgressiveFrame or ArithmeticProgressiveFrame) missing = Coefficients.Of(content);
            if (marker == StartOfScan)
            {
                if (++scans > MostScans) return new(scans, HasEnd: false, IsComplete: false);
                missing?.Take(content);
            }

            rest = segment[length..];
        }
    }

    /// <summary>For each component of a progressive picture and each of its 64 coefficients, the lowest bit that no scan has had.</summary>
    private sealed class Coefficients
    {
        private const int OfBlock = 64;

        private readonly Dictionary<byte, int[]> bits = [];

        /// <summary>Whether no bit is missing.</summary>
        internal bool None => bits.Values.All(component => component.All(low => low == 0));

        /// <param name="frame">A frame header: bits, height, width, number of components, then three bytes of each.</param>
        internal static Coefficients Of(ReadOnlySpan<byte> frame)
        {
            var all = new Coefficients();
            for (var at = 6; at + 3 <= frame.Length; at += 3)
            {
                var unknown = new int[OfBlock];
                unknown.AsSpan().Fill(int.MaxValue);
                all.bits[frame[at]] = unknown;
            }

            return all;
        }

        /// <param name="scan">A scan header: number of components, two bytes of each, first and last coefficient, high and low bit.</param>
        internal void Take(ReadOnlySpan<byte> scan)
        {
            if (scan.Length < 1 || scan.Length < 4 + 2 * scan[0]) return;
            var (first, last, low) = (scan[^3], scan[^2], scan[^1] & 15);
            for (var i = 0; i < scan[0]; i++)
            {
                if (!bits.TryGetValue(scan[1 + 2 * i], out var component)) continue;
                for (var k = (int)first; k <= last && k < OfBlock; k++) component[k] = low;
            }
        }
    }
}
