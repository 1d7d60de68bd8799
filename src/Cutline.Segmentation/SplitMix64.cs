namespace Cutline.Segmentation;

/// <summary>
/// Steele, Lea and Flood's SplitMix64 (OOPSLA 2014): the same numbers on every machine and with every version of .NET,
/// which System.Random does not promise. Splits and the order of batches hang on it.
/// </summary>
public struct SplitMix64(ulong seed)
{
    private const ulong Golden = 0x9E3779B97F4A7C15;

    private ulong state = seed;

    /// <summary>The generator of the stream that two numbers name together, such as a seed and an epoch.</summary>
    public static SplitMix64 Of(long seed, long stream) => new(Mix((ulong)seed + Golden) ^ Mix((ulong)stream * Golden + 1));

    /// <summary>The next 64 bits.</summary>
    public ulong Next() => Mix(state += Golden);

    /// <summary>A number from 0 to below <paramref name="bound"/>, each as likely (Lemire's multiplication, with rejection).</summary>
    /// <exception cref="ArgumentOutOfRangeException">The bound is not positive.</exception>
    public int Below(int bound)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(bound, 1);
        var tooFew = (0 - (ulong)bound) % (ulong)bound;
        while (true)
        {
            var high = Math.BigMul(Next(), (ulong)bound, out var low);
            if (low >= tooFew) return (int)high;
        }
    }

    /// <summary>Fisher and Yates's shuffle, from the last place down.</summary>
    public void Shuffle<T>(Span<T> items)
    {
        for (var i = items.Length - 1; i > 0; i--)
        {
            var j = Below(i + 1);
            (items[i], items[j]) = (items[j], items[i]);
        }
    }

    private static ulong Mix(ulong z)
    {
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return z ^ (z >> 31);
    }
}
