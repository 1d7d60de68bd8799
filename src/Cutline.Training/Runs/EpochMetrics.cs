namespace Cutline.Training.Runs;

/// <summary>What one epoch came to: a row of a run's metrics and a point of its curves.</summary>
/// <param name="Epoch">Counted from 1.</param>
/// <param name="TrainLoss">Mean loss per training image, as the optimizer saw it.</param>
/// <param name="ValLoss">Mean loss per validation image; NaN where there are none.</param>
/// <param name="TrainDice">Mean Dice per training image, at threshold 0.5, or of many classes the mean over those of the image; null where it is not measured.</param>
/// <param name="ValDice">Mean Dice per validation image at threshold 0.5; of many classes the mean over the classes, all pixels pooled.</param>
/// <param name="ValIou">Mean IoU, as <paramref name="ValDice"/>.</param>
/// <param name="LearningRate">The rate at the end of the epoch.</param>
/// <param name="Seconds">Wall time of the epoch, validation included.</param>
/// <param name="ImagesPerSecond">Training images over the wall time of training alone.</param>
public sealed record EpochMetrics(
    int Epoch, double TrainLoss, double ValLoss, double? TrainDice, double ValDice, double ValIou,
    double LearningRate, double Seconds, double ImagesPerSecond);
