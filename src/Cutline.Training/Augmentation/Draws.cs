using Cutline.Segmentation.Datasets;

namespace Cutline.Training.Augmentation;

/// <summary>Random numbers of the kinds that augmentation asks for.</summary>
public sealed class Draws(SplitMix64 source)
{
    /// <summary>The stream of one place of a batch: other places and the size of the batch have no part in it.</summary>
    public static Draws Of(long seed, long batch, int place) => new(SplitMix64.Of((long)SplitMix64.Of(seed, batch).Next(), place));

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

    /// <summary>
    /// Noise of mean 0 and variance 1, up to 3.46 from it: sums of four uniform bytes, whose distribution (Irwin and Hall, 1927) is close to
    /// normal. Two of 64 random bits, the same on every machine and device.
    /// </summary>
    public void Noise(Span<float> values)
    {
        const float deviation = 147.80054f; // of the sum: √(4 · (256² − 1) / 12)
        for (var i = 0; i < values.Length; i += 2)
        {
            var bits = source.Next();
            var pairs = (bits & 0x00FF00FF00FF00FF) + (bits >> 8 & 0x00FF00FF00FF00FF);
            var sums = pairs + (pairs >> 16);
            values[i] = ((int)(sums & 0xFFFF) - 510) / deviation;
            if (i + 1 < values.Length) values[i + 1] = ((int)(sums >> 32 & 0xFFFF) - 510) / deviation;
        }
    }
}
