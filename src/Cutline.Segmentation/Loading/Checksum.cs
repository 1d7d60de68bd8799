using System.Numerics;
using System.Runtime.InteropServices;

namespace Cutline.Segmentation.Loading;

/// <summary>
/// A 64-bit sum that notices damage to cached pixels: four lanes of multiply and rotate, at memory speed.
/// Against accidents, not against forgers.
/// </summary>
internal static class Checksum
{
    private const ulong P1 = 0x9E3779B185EBCA87;
    private const ulong P2 = 0xC2B2AE3D27D4EB4F;

    public static ulong Of(ReadOnlySpan<byte> bytes, ulong seed)
    {
        ulong a = seed + P1, b = seed ^ P2, c = seed - P1, d = ~seed;
        var words = MemoryMarshal.Cast<byte, ulong>(bytes);
        var i = 0;
        for (; i + 4 <= words.Length; i += 4)
        {
            a = Round(a, words[i]);
            b = Round(b, words[i + 1]);
            c = Round(c, words[i + 2]);
            d = Round(d, words[i + 3]);
        }

        for (; i < words.Length; i++) a = Round(a, words[i]);
        foreach (var rest in bytes[(words.Length * 8)..]) b = Round(b, rest);
        return Round(Round(Round(Round((ulong)bytes.Length, a), b), c), d);
    }

    private static ulong Round(ulong sum, ulong word) => BitOperations.RotateLeft(sum + word * P2, 31) * P1;
}
