using Cutline.Segmentation.Datasets;
using Cutline.Training.Losses;
using Cutline.Segmentation.Metrics;
using Cutline.Training.Models;
using Cutline.Training.Runs;
using Cutline.Segmentation.Preprocessing;
using Cutline.Torch;

namespace Cutline.Segmentation.Evaluation;

/// <summary>What a model makes of samples at its own input size: the one measurement behind validation and evaluation.</summary>
/// <param name="Loss">Mean per image.</param>
/// <param name="Scores">Of a model with one logit: one for each sample, in the loader's order, at threshold 0.5.</param>
/// <param name="Matrices">Of a model of many classes: one for each sample, in the loader's order.</param>
/// <param name="Outlines">For each sample, where they were asked for, how well each class's outline is met; of a model with one logit the object's alone.</param>
/// <param name="LogitRange">Highest less lowest logit of all pixels.</param>
public sealed record Judgement(double Loss, IReadOnlyList<ImageScore> Scores, IReadOnlyList<ConfusionMatrix> Matrices, IReadOnlyList<BoundaryF1[]> Outlines, double LogitRange)
{
    /// <summary>Mean per image; of many classes the mean over the classes, all pixels pooled.</summary>
    public double Dice => Matrices.Count > 0 ? ClassScoreSummary.Of(Matrices).Pooled.MeanDice : ScoreSummary.Of([.. Scores]).Dice;

    /// <summary>Mean per image; of many classes the mean over the classes, all pixels pooled.</summary>
    public double Iou => Matrices.Count > 0 ? ClassScoreSummary.Of(Matrices).Pooled.MeanIou : ScoreSummary.Of([.. Scores]).Iou;
}

public static class Judge
{
    /// <param name="outlines">Whether outlines are scored, too: slower, so not in training.</param>
    /// <exception cref="DatasetException">A sample cannot be decoded.</exception>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public static Judgement Run(
        SegmentationModel model, BatchLoader samples, Normalization normalization, SegmentationLoss loss, Device device, Precision precision,
        bool outlines = false, IProgress<DataProgress>? progress = null, CancellationToken cancel = default)
    {
        using var _ = LibTorch.NoGrad();
        model.Eval();
        var (lossSum, done, low, high) = (0.0, 0, double.MaxValue, double.MinValue);
        var scores = new List<ImageScore>();
        var matrices = new List<ConfusionMatrix>();
        var edges = new List<BoundaryF1[]>();
        foreach (var batch in samples.Epoch(0, cancel))
        {
            using (batch)
            using (new TensorScope())
            {
                var y = Target(model, batch, device);
                var logits = precision.Run(device, () => model.Forward(Preprocess.ToInput(batch.Photos, normalization, device: device)));
                lossSum += loss.Forward(logits, y).Item<float>() * batch.Count;
                var said = Said(logits);
                if (model.Classes == 1) scores.AddRange(Scores(said, y));
                else matrices.AddRange(Matrices(said, y, model.Classes));
                if (outlines) edges.AddRange(Outlines(said, y, model.Classes));
                (low, high) = (Math.Min(low, logits.Min().Item<float>()), Math.Max(high, logits.Max().Item<float>()));
            }

            done += batch.Count;
            progress?.Report(new(done, samples.Samples));
        }

        return new(lossSum / Math.Max(1, done), scores, matrices, edges, high - low);
    }

    /// <summary>What a model says of samples, as pictures.</summary>
    /// <inheritdoc cref="Run"/>
    public static IReadOnlyList<SeenSample> Look(
        SegmentationModel model, BatchLoader samples, Normalization normalization, Device device, Precision precision, CancellationToken cancel = default)
    {
        using var _ = LibTorch.NoGrad();
        model.Eval();
        var seen = new List<SeenSample>();
        foreach (var batch in samples.Epoch(0, cancel))
        {
            using (batch)
            using (new TensorScope())
            {
                var (height, width) = ((int)batch.Photos.Shape[1], (int)batch.Photos.Shape[2]);
                var logits = precision.Run(device, () => model.Forward(Preprocess.ToInput(batch.Photos, normalization, device: device)));
                var said = Bytes(Said(logits)).Chunk(height * width).ToArray();
                var (photos, masks) = (batch.Photos.Bytes.ToArray().Chunk(height * width * 3).ToArray(), batch.Masks.Bytes.ToArray().Chunk(height * width).ToArray());
                for (var i = 0; i < batch.Count; i++) seen.Add(new(batch.Indices[i], width, height, photos[i], masks[i], said[i]));
            }
        }

        return seen;
    }

    /// <summary>A batch's masks as a model's loss takes them: zeros and ones (N, 1, H, W) for one logit, else class indices (N, H, W).</summary>
    internal static Tensor Target(SegmentationModel model, Batch batch, Device device) =>
        model.Classes == 1 ? Preprocess.ToTarget(batch.Masks, device: device) : Preprocess.ToIndices(batch.Masks, device);

    /// <summary>Each image's Dice; of many classes its mean over those in the image, 1 where all is void.</summary>
    internal static IEnumerable<double> Dice(Tensor logits, Tensor y) => logits.Shape[1] == 1
        ? Scores(Said(logits), y).Select(s => s.Dice)
        : Matrices(Said(logits), y, (int)logits.Shape[1]).Select(m => m.Pixels == 0 ? 1 : ClassScores.Of(m).MeanDice);

    /// <summary>The class of each pixel, (N, H, W); of one logit whether it is above 0, (N, 1, H, W).</summary>
    private static Tensor Said(Tensor logits) => logits.Shape[1] == 1 ? logits.Gt(0) : logits.ArgMax(1);

    private static ImageScore[] Scores(Tensor said, Tensor y) => ImageScore.Of(said, y.Gt(0.5));

    private static ConfusionMatrix[] Matrices(Tensor said, Tensor y, int classes) => ConfusionMatrix.Of(said, y, classes);

    private static BoundaryF1[][] Outlines(Tensor said, Tensor y, int classes)
    {
        var (height, width) = ((int)y.Shape[^2], (int)y.Shape[^1]);
        return [.. Bytes(said).Chunk(height * width).Zip(Bytes(y).Chunk(height * width), (predicted, truth) => classes == 1
            ? [BoundaryF1.OfMask(predicted, truth, width, height)]
            : BoundaryF1.Of(predicted, truth, width, height, classes))];
    }

    /// <summary>Whole numbers up to 255, row after row.</summary>
    private static byte[] Bytes(Tensor whole)
    {
        using var scope = new TensorScope();
        return whole.To(DType.UInt8).To(Device.Cpu).Contiguous().Bytes.ToArray();
    }
}
