namespace Cutline.Segmentation;

/// <summary>
/// The SplitMix64 random number generator (G. Steele, D. Lea, C. Flood, OOPSLA 2014). It gives the same numbers on every machine and with
/// every version of .NET, which <see cref="Random"/> does not promise: splits and the order of batches depend on it.
/// </summary>
/// <param name="seed">The state to start from.</param>
public struct SplitMix64(ulong seed)
{
    private const ulong Golden = 0x9E3779B97F4A7C15;

    private ulong state = seed;

    /// <summary>The generator of one of several independent streams, such as one for each epoch.</summary>
    /// <param name="seed">The seed that the streams share.</param>
    /// <param name="stream">The number of the stream.</param>
    public static SplitMix64 Of(long seed, long stream) => new(Mix((ulong)seed + Golden) ^ Mix((ulong)stream * Golden + 1));

    /// <summary>The next 64 random bits.</summary>
    public ulong Next() => Mix(state += Golden);

    /// <summary>A uniform random number from 0 to below <paramref name="bound"/>.</summary>
    /// <remarks>
    /// D. Lemire, "Fast Random Integer Generation in an Interval", 2019: a multiplication, and rejection of what would be biased.
    /// </remarks>
    /// <exception cref="ArgumentOutOfRangeException">The bound is not positive.</exception>
    public int Below(int bound)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(bound, 1);
        var threshold = (0 - (ulong)bound) % (ulong)bound;
        while (true)
        {
            var high = Math.BigMul(Next(), (ulong)bound, out var low);
            if (low >= threshold) return (int)high;
        }
    }

    /// <summary>Puts the items into a random order, in place (Fisher-Yates shuffle, from the last item down).</summary>
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
