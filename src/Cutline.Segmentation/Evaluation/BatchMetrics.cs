using Cutline.Segmentation.Labels;
using Cutline.Segmentation.Metrics;

namespace Cutline.Segmentation.Evaluation;

/// <summary>
/// The metrics of samples at one size, accumulated from predicted and true bytes, image by image: the one measurement behind a training's
/// validation and an evaluation.
/// </summary>
public sealed class BatchMetrics
{
    private readonly List<ImageScore> scores = [];
    private readonly List<ConfusionMatrix> matrices = [];
    private readonly List<BoundaryF1[]> boundaries = [];
    private readonly bool withBoundaries;
    private readonly IReadOnlyList<Metric> metrics;
    private readonly int? boundaryPixels;
    private double lossSum;
    private double lossCount;
    private ClassScoreSummary? summary;

    /// <summary>Metrics of no image yet.</summary>
    /// <param name="classes">1 for a foreground against background, else the number of classes.</param>
    /// <param name="boundaries">Whether boundaries are scored, too: slower, so not in training.</param>
    /// <param name="metrics">Further metrics, which are reset here.</param>
    /// <param name="boundaryPixels">How far apart outlines may be to match; null for <see cref="BoundaryF1.DefaultTolerance"/>.</param>
    /// <exception cref="ArgumentException">Two of the metrics have one name.</exception>
    public BatchMetrics(int classes, bool boundaries = false, IReadOnlyList<Metric>? metrics = null, int? boundaryPixels = null)
    {
        (Classes, withBoundaries, this.metrics, this.boundaryPixels) = (classes, boundaries, metrics ?? [], boundaryPixels);
        if (this.metrics.GroupBy(m => m.Name).FirstOrDefault(g => g.Count() > 1) is { } same)
            throw new ArgumentException($"two metrics are called '{same.Key}': give each a name of its own");
        foreach (var metric in this.metrics) metric.Reset();
    }

    /// <summary>1 for a foreground against background, else the number of classes.</summary>
    public int Classes { get; }

    /// <summary>Images added.</summary>
    public int Count { get; private set; }

    /// <summary>The mean of the losses added; NaN without any.</summary>
    public double Loss => lossCount > 0 ? lossSum / lossCount : double.NaN;

    /// <summary>Of a foreground: one for each image.</summary>
    public IReadOnlyList<ImageScore> Scores => scores;

    /// <summary>Of several classes: one for each image.</summary>
    public IReadOnlyList<ConfusionMatrix> Matrices => matrices;

    /// <summary>For each image, where they are scored, the boundary of each class; of a foreground that of the object alone.</summary>
    public IReadOnlyList<BoundaryF1[]> Boundaries => boundaries;

    /// <summary>Mean per image; with several classes the mean over the classes, all pixels pooled.</summary>
    /// <exception cref="ArgumentException">There are no images, or all of them are void.</exception>
    public double Dice => Classes > 1 ? Summary.Pooled.MeanDice : ScoreSummary.Of(scores).Dice;

    /// <summary>Averaged as <see cref="Dice"/>.</summary>
    /// <exception cref="ArgumentException">There are no images, or all of them are void.</exception>
    public double Iou => Classes > 1 ? Summary.Pooled.MeanIou : ScoreSummary.Of(scores).Iou;

    /// <summary>Averaged as <see cref="Dice"/>.</summary>
    /// <exception cref="ArgumentException">There are no images, or all of them are void.</exception>
    public double Precision => Classes > 1 ? Summary.Pooled.MeanPrecision : ScoreSummary.Of(scores).Precision;

    /// <summary>Averaged as <see cref="Dice"/>.</summary>
    /// <exception cref="ArgumentException">There are no images, or all of them are void.</exception>
    public double Recall => Classes > 1 ? Summary.Pooled.MeanRecall : ScoreSummary.Of(scores).Recall;

    /// <summary>Of several classes: the IoU of each, all pixels pooled; null for one that neither occurs nor is predicted.</summary>
    /// <exception cref="ArgumentException">There are no images, or all of them are void.</exception>
    public IReadOnlyList<double?>? ClassIou => Classes > 1 ? Summary.Pooled.Iou : null;

    /// <summary>The values of the further metrics by their names.</summary>
    public IReadOnlyDictionary<string, double> Further => metrics.ToDictionary(m => m.Name, m => m.Value);

    /// <summary>Adds one image.</summary>
    /// <param name="predicted">(H, W): 0 and 1, or, with several classes, indices.</param>
    /// <param name="truth">(H, W): 0 and 1, or, with several classes, indices; or void.</param>
    /// <param name="width">W, in pixels.</param>
    /// <param name="height">H, in pixels.</param>
    /// <exception cref="ArgumentException">The sizes do not fit, or a value is out of range.</exception>
    public void Add(ReadOnlySpan<byte> predicted, ReadOnlySpan<byte> truth, int width, int height)
    {
        summary = null;
        if (Classes > 1) matrices.Add(ConfusionMatrix.Of(predicted, truth, Classes));
        else scores.Add(ImageScore.Of(predicted, truth));
        if (withBoundaries)
        {
            var tolerance = boundaryPixels is { } pixels ? BoundaryF1.Tolerance(pixels, width, height) : BoundaryF1.DefaultTolerance;
            boundaries.Add(
                Classes > 1
                    ? BoundaryF1.Of(predicted, truth, width, height, Classes, tolerance)
                    : [BoundaryF1.Of(predicted, truth, width, height, 2, tolerance)[1]]);
        }

        foreach (var metric in metrics) metric.Add(predicted, truth, width, height);
        Count++;
    }

    /// <summary>Adds the images of a batch.</summary>
    /// <param name="predicted">(N, H, W), as for one image.</param>
    /// <param name="truth">(N, H, W), as for one image.</param>
    /// <param name="count">N.</param>
    /// <param name="width">W, in pixels.</param>
    /// <param name="height">H, in pixels.</param>
    /// <exception cref="ArgumentException">The sizes do not fit, or a value is out of range.</exception>
    public void AddBatch(ReadOnlySpan<byte> predicted, ReadOnlySpan<byte> truth, int count, int width, int height)
    {
        if (predicted.Length != (long)count * width * height || truth.Length != predicted.Length)
            throw new ArgumentException($"{predicted.Length} and {truth.Length} pixels are not {count} masks of {width}×{height}");
        var size = width * height;
        for (var i = 0; i < count; i++) Add(predicted.Slice(i * size, size), truth.Slice(i * size, size), width, height);
    }

    /// <summary>Adds losses.</summary>
    /// <param name="sum">Of the losses.</param>
    /// <param name="count">Of the pixels or images whose losses they are.</param>
    public void AddLoss(double sum, double count) => (lossSum, lossCount) = (lossSum + sum, lossCount + count);

    /// <summary>Summed up once for all the figures that are asked for.</summary>
    private ClassScoreSummary Summary => summary ??= ClassScoreSummary.Of(matrices);

    /// <summary>Each image's Dice; with several classes its mean over those in the image, 1 where all is void.</summary>
    /// <param name="predicted">(N, H, W), as in <see cref="AddBatch"/>.</param>
    /// <param name="truth">(N, H, W), as in <see cref="AddBatch"/>.</param>
    /// <param name="count">N.</param>
    /// <param name="classes">1 for a foreground against background, else the number of classes.</param>
    public static double[] DiceOfEach(ReadOnlySpan<byte> predicted, ReadOnlySpan<byte> truth, int count, int classes) => classes == 1
        ? Array.ConvertAll(ImageScore.OfEach(predicted, truth, count), s => s.Dice)
        : Array.ConvertAll(ConfusionMatrix.OfEach(predicted, truth, count, classes), m => m.Pixels == 0 ? 1 : ClassScores.Of(m).MeanDice);
}
