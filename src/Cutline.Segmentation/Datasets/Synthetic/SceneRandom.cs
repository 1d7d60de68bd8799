namespace Cutline.Segmentation.Datasets.Synthetic;

/// <summary>The random numbers of a scene: the same seed gives the same picture on every machine.</summary>
/// <param name="numbers">The generator.</param>
public sealed class SceneRandom(SplitMix64 numbers)
{
    private SplitMix64 numbers = numbers;

    /// <summary>The numbers of one of many things, such as of car 7, view 3.</summary>
    /// <param name="seed">The dataset's seed.</param>
    /// <param name="path">The numbers of the thing.</param>
    public static SceneRandom Of(long seed, params ReadOnlySpan<int> path)
    {
        var at = seed;
        foreach (var step in path) at = (long)SplitMix64.Of(at, step).Next();
        return new(SplitMix64.Of(at, path.Length));
    }

    /// <summary>A uniform number in [0, 1).</summary>
    public double Unit() => (numbers.Next() >> 11) * (1.0 / (1UL << 53));

    /// <summary>A uniform number in [from, to).</summary>
    public double In(double from, double to) => from + (to - from) * Unit();

    /// <summary>A uniform whole number from 0 to count - 1.</summary>
    public int Below(int count) => numbers.Below(count);

    /// <summary>True with the given probability.</summary>
    public bool Chance(double probability) => Unit() < probability;

    /// <summary>One of the choices, each with the same probability.</summary>
    public T Pick<T>(params ReadOnlySpan<T> choices) => choices[Below(choices.Length)];
}
