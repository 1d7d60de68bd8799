namespace Cutline.Segmentation.Datasets.Synthetic;

/// <summary>
/// The numbers that a drawing is made from: SplitMix64, so that a seed draws the same picture on every machine and .NET.
/// Source: G. Steele, D. Lea, C. Flood, "Fast splittable pseudorandom number generators", OOPSLA 2014.
/// </summary>
public sealed class SceneRandom(ulong seed)
{
    private const ulong Golden = 0x9E3779B97F4A7C15;
    private ulong _state = seed;

    /// <summary>The stream of one thing among many: car 7's, view 3's.</summary>
    public static SceneRandom Of(long seed, params ReadOnlySpan<int> path)
    {
        var state = Mix((ulong)seed + Golden);
        foreach (var step in path) state = Mix(state + Golden * (ulong)(uint)(step + 1));
        return new(state);
    }

    /// <summary>[0, 1).</summary>
    public double Unit() => (Mix(_state += Golden) >> 11) * (1.0 / (1UL << 53));

    /// <summary>[from, to).</summary>
    public double In(double from, double to) => from + (to - from) * Unit();

    /// <summary>0 to count - 1.</summary>
    public int Below(int count) => (int)(Unit() * count);

    public bool Chance(double probability) => Unit() < probability;

    public T Pick<T>(params ReadOnlySpan<T> choices) => choices[Below(choices.Length)];

    private static ulong Mix(ulong z)
    {
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return z ^ (z >> 31);
    }
}
