namespace Cutline.Segmentation.Datasets.Synthetic;

/// <summary>The numbers that a drawing is made from: a seed draws the same picture on every machine.</summary>
public sealed class SceneRandom(SplitMix64 numbers)
{
    private SplitMix64 numbers = numbers;

    /// <summary>The stream of one thing among many: car 7's, view 3's.</summary>
    public static SceneRandom Of(long seed, params ReadOnlySpan<int> path)
    {
        var at = seed;
        foreach (var step in path) at = (long)SplitMix64.Of(at, step).Next();
        return new(SplitMix64.Of(at, path.Length));
    }

    /// <summary>[0, 1).</summary>
    public double Unit() => (numbers.Next() >> 11) * (1.0 / (1UL << 53));

    /// <summary>[from, to).</summary>
    public double In(double from, double to) => from + (to - from) * Unit();

    /// <summary>0 to count - 1.</summary>
    public int Below(int count) => numbers.Below(count);

    public bool Chance(double probability) => Unit() < probability;

    public T Pick<T>(params ReadOnlySpan<T> choices) => choices[Below(choices.Length)];
}
