using Cutline.Segmentation;

namespace Cutline.Training.Augmentation;

/// <summary>The random numbers of one photo of one batch: the same on every machine and device, and in a resumed run.</summary>
public sealed class AugmentationRandom
{
    private SplitMix64 source;

    private AugmentationRandom(SplitMix64 source) => this.source = source;

    /// <summary>The stream of one place of a batch; it depends neither on other places nor on the size of the batch.</summary>
    /// <param name="batch">The number of the optimizer step in the whole training.</param>
    /// <param name="place">The photo's index in the batch.</param>
    public static AugmentationRandom Of(long seed, long batch, int place) =>
        new(SplitMix64.Of((long)SplitMix64.Of(seed, batch).Next(), place));

    /// <summary>A number from a uniform distribution over [0, 1).</summary>
    public double Unit() => (source.Next() >> 11) * (1.0 / (1L << 53));

    /// <summary>A number from a uniform distribution between two bounds.</summary>
    public double Between(double low, double high) => low + (high - low) * Unit();

    /// <summary>A number from a uniform distribution within <paramref name="reach"/> of a middle.</summary>
    public double Around(double middle, double reach) => middle + reach * (2 * Unit() - 1);

    /// <summary>True with this probability.</summary>
    public bool Chance(double probability) => Unit() < probability;

    /// <summary>A whole number from 0 to below <paramref name="count"/>.</summary>
    public int Below(int count) => (int)(Unit() * count);

    /// <summary>
    /// Fills a span with noise of mean 0 and variance 1 of at most 3.46: sums of four uniform bytes, whose distribution (Irwin and Hall,
    /// 1927) is close to normal. Two values of 64 random bits.
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

    /// <summary>The stream of one place of a batch for one of the steps that a user adds.</summary>
    internal static AugmentationRandom Of(long seed, long batch, int place, int step) =>
        Of((long)SplitMix64.Of(seed, -1 - step).Next(), batch, place); // no batch has a negative number
}
