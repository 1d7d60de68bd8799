using Cutline.Segmentation.Datasets;

namespace Cutline.Segmentation.Transforms;

/// <summary>Random numbers of the kinds that augmentation asks for.</summary>
public sealed class Draws(SplitMix64 source)
{
    /// <summary>Uniform in [0, 1).</summary>
    public double Unit() => (source.Next() >> 11) * (1.0 / (1L << 53));

    public double Between(double low, double high) => low + (high - low) * Unit();

    /// <summary>Uniform within <paramref name="reach"/> of a middle.</summary>
    public double Around(double middle, double reach) => middle + reach * (2 * Unit() - 1);

    public bool Chance(double probability) => Unit() < probability;

    public int Below(int count) => (int)(Unit() * count);

    public float[] Many(int count, Func<float> draw)
    {
        var values = new float[count];
        for (var i = 0; i < count; i++) values[i] = draw();
        return values;
    }
}
