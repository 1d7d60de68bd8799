using Cutline.Torch;

namespace Cutline.Segmentation.Metrics;

/// <summary>The pixels of one image, by what is predicted and what is true. Every figure is computed from these four counts.</summary>
public readonly record struct ImageScore(long TruePositives, long FalsePositives, long FalseNegatives, long TrueNegatives)
{
    public long Pixels => TruePositives + FalsePositives + FalseNegatives + TrueNegatives;

    /// <summary>|P ∩ T| / |P ∪ T|; 1 where both are empty.</summary>
    public double Iou => Ratio(TruePositives, TruePositives + FalsePositives + FalseNegatives);

    /// <summary>2·|P ∩ T| / (|P| + |T|); 1 where both are empty.</summary>
    public double Dice => Ratio(2 * TruePositives, 2 * TruePositives + FalsePositives + FalseNegatives);

    /// <summary>The share of pixels, background included, that are predicted as they are.</summary>
    public double PixelAccuracy => Ratio(TruePositives + TrueNegatives, Pixels);

    public static ImageScore operator +(ImageScore a, ImageScore b) => new(
        a.TruePositives + b.TruePositives, a.FalsePositives + b.FalsePositives, a.FalseNegatives + b.FalseNegatives, a.TrueNegatives + b.TrueNegatives);

    /// <summary>Scores each image of a batch: predictions and truth are bool (N, 1, H, W).</summary>
    public static ImageScore[] Of(Tensor predicted, Tensor truth)
    {
        using var scope = new TensorScope();
        var pixels = predicted.ElementCount / Math.Max(1, predicted.Shape[0]);
        var (both, positive, real) = (Count(predicted.LogicalAnd(truth)), Count(predicted), Count(truth));
        return [.. both.Select((tp, i) => new ImageScore(tp, positive[i] - tp, real[i] - tp, pixels - positive[i] - real[i] + tp))];
    }

    /// <summary>The set pixels of each image of a bool tensor: .NET counts bytes in vectors, libtorch adds bools one by one.</summary>
    private static long[] Count(Tensor set)
    {
        var images = new long[set.Shape[0]];
        var bytes = set.To(Device.Cpu).Contiguous().Bytes;
        for (var i = 0; i < images.Length; i++) images[i] = bytes.Slice(i * (bytes.Length / images.Length), bytes.Length / images.Length).Count((byte)1);
        return images;
    }

    private static double Ratio(long part, long whole) => whole == 0 ? 1 : (double)part / whole;
}
