using System.Text.Json.Serialization;

namespace Cutline.Segmentation.Runs;

/// <summary>The metrics of one epoch: a row of a run's metrics file and a point of its curves.</summary>
/// <param name="Epoch">Counted from 1.</param>
/// <param name="TrainLoss">Mean loss per training image, as the optimizer saw it.</param>
/// <param name="ValLoss">Mean loss per validation image; NaN without a validation part.</param>
/// <param name="TrainDice">
/// Mean Dice per training image at threshold 0.5; with several classes the mean over the classes of each image; null where not measured.
/// </param>
/// <param name="ValDice">
/// Mean Dice per validation image at threshold 0.5; with several classes the mean over the classes, all pixels pooled.
/// </param>
/// <param name="ValIou">Mean IoU, averaged as <paramref name="ValDice"/>.</param>
/// <param name="LearningRate">The rate at the end of the epoch.</param>
/// <param name="Seconds">Wall time of the epoch, validation included.</param>
/// <param name="ImagesPerSecond">Training images over the wall time of training alone.</param>
public sealed record EpochMetrics(
    int Epoch, double TrainLoss, double ValLoss, double? TrainDice, double ValDice, double ValIou,
    double LearningRate, double Seconds, double ImagesPerSecond)
{
    /// <summary>
    /// Mean precision, averaged as <see cref="ValDice"/>; null without a validation part, and in runs of earlier versions.
    /// </summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public double? ValPrecision { get; init; }

    /// <summary>Mean recall, averaged as <see cref="ValDice"/>; null as <see cref="ValPrecision"/>.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public double? ValRecall { get; init; }

    /// <summary>
    /// The IoU of each class, all pixels pooled, null for one that neither occurs nor is predicted; null for a foreground, and in runs of
    /// earlier versions.
    /// </summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<double?>? ValClassIou { get; init; }

    /// <summary>Further validation metrics by name, such as those a caller added; null for none.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyDictionary<string, double>? ValMetrics { get; init; }
}
