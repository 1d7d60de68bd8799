using Cutline.Segmentation.Datasets;
using Cutline.Segmentation.Losses;
using Cutline.Segmentation.Metrics;
using Cutline.Segmentation.Models;
using Cutline.Segmentation.Training;
using Cutline.Segmentation.Transforms;
using Cutline.Torch;

namespace Cutline.Segmentation.Evaluation;

/// <summary>What a model makes of samples at its own input size: the one measurement behind validation and evaluation.</summary>
/// <param name="Loss">Mean per image.</param>
/// <param name="Scores">One for each sample, in the loader's order, at threshold 0.5.</param>
/// <param name="LogitRange">Highest less lowest logit of all pixels.</param>
public sealed record Judgement(double Loss, IReadOnlyList<ImageScore> Scores, double LogitRange);

public static class Judge
{
    /// <exception cref="DatasetException">A sample cannot be decoded.</exception>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public static Judgement Run(
        SegmentationModel model, BatchLoader samples, Normalization normalization, SegmentationLoss loss, Device device, Precision precision,
        IProgress<DataProgress>? progress = null, CancellationToken cancel = default)
    {
        using var _ = LibTorch.NoGrad();
        model.Eval();
        var (lossSum, low, high) = (0.0, double.MaxValue, double.MinValue);
        var scores = new List<ImageScore>();
        foreach (var batch in samples.Epoch(0, cancel))
        {
            using (batch)
            using (new TensorScope())
            {
                var y = Preprocess.ToTarget(batch.Masks, device: device);
                var logits = precision.Run(device, () => model.Forward(Preprocess.ToInput(batch.Photos, normalization, device: device)));
                lossSum += loss.Forward(logits, y).Item<float>() * batch.Count;
                scores.AddRange(ImageScore.Of(logits.Gt(0), y.Gt(0.5)));
                (low, high) = (Math.Min(low, logits.Min().Item<float>()), Math.Max(high, logits.Max().Item<float>()));
            }

            progress?.Report(new(scores.Count, samples.Samples));
        }

        return new(lossSum / Math.Max(1, scores.Count), scores, high - low);
    }
}
