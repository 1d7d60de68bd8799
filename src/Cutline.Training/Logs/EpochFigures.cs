using Cutline.Segmentation.Runs;

namespace Cutline.Training.Logs;

/// <summary>An epoch's figures as logs of other programs call them: <c>dice/val</c>, so that those of a kind stand together.</summary>
internal static class EpochFigures
{
    /// <summary>The figures that are numbers, by their names.</summary>
    public static IEnumerable<(string Tag, double Value)> Of(EpochMetrics row)
    {
        (string, double?)[] figures =
        [
            ("loss/train", row.TrainLoss), ("loss/val", row.ValLoss), ("dice/train", row.TrainDice), ("dice/val", row.ValDice),
            ("iou/val", row.ValIou), ("precision/val", row.ValPrecision), ("recall/val", row.ValRecall),
            ("learning_rate", row.LearningRate), ("images_per_second", row.ImagesPerSecond), ("seconds", row.Seconds),
            .. (row.ValMetrics ?? new Dictionary<string, double>()).Select(m => ($"{m.Key}/val", (double?)m.Value)),
        ];
        return figures.Where(f => f.Item2 is { } value && double.IsFinite(value)).Select(f => (f.Item1, f.Item2!.Value));
    }
}
