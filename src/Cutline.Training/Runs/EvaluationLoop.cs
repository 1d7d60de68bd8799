using Cutline.Segmentation.Evaluation;
using Cutline.Segmentation.Loading;
using Cutline.Segmentation.Metrics;
using Cutline.Segmentation.Preprocessing;
using Cutline.Training.Loading;
using Cutline.Training.Losses;
using TorchSharp;
using static Cutline.Training.Layers.Scalars;
using static TorchSharp.torch;

namespace Cutline.Training.Runs;

/// <summary>Runs a model over batches in evaluation mode, as training validates.</summary>
/// <param name="model">Pictures (N, 3, H, W) → logits (N, classes, H, W).</param>
/// <param name="classes">Logits per pixel.</param>
/// <param name="normalization">The range in which the model sees colours.</param>
/// <param name="device">Where the model is.</param>
internal sealed class EvaluationLoop(nn.Module<Tensor, Tensor> model, int classes, Normalization normalization, Device device)
{
    /// <summary>The largest logit of the last run less the smallest: 0 for a model whose output is constant.</summary>
    internal double LogitRange { get; private set; }

    /// <summary>Photos of a batch as the model's input.</summary>
    internal static Tensor Input(Batch samples, Normalization normalization, Device device) =>
        Normalized(BatchTensors.Photos(samples.Photos, samples.Count, samples.Height, samples.Width, device), normalization);

    /// <summary>Photos in [0, 1] in the range in which the model sees colours.</summary>
    internal static Tensor Normalized(Tensor photos, Normalization normalization) => normalization == Normalization.Unit
        ? photos
        : BatchTensors.Normalize(photos, Preprocess.ImageNetMean, Preprocess.ImageNetDeviation);

    /// <summary>Masks of a batch as a loss's target.</summary>
    internal static Tensor Target(Batch samples, int classes, Device device) => classes == 1
        ? BatchTensors.BinaryMasks(samples.Masks, samples.Count, samples.Height, samples.Width, device)
        : BatchTensors.ClassIndices(samples.Masks, samples.Count, samples.Height, samples.Width, device);

    /// <summary>Logits (N, K, H, W) → what they predict, bytes (N, H, W).</summary>
    internal static byte[] Predicted(Tensor logits)
    {
        using var scope = NewDisposeScope();
        using var _ = no_grad();
        return Bytes(logits.shape[1] == 1 ? logits.gt(Held(0)) : logits.argmax(1));
    }

    /// <summary>A loss's target → bytes (N, H, W).</summary>
    internal static byte[] Truth(Tensor target)
    {
        using var scope = NewDisposeScope();
        return Bytes(target);
    }

    /// <summary>Loss and metrics over all batches.</summary>
    internal BatchMetrics Run(BatchLoader data, SegmentationLoss loss, IReadOnlyList<Metric> metrics, CancellationToken cancel)
    {
        var found = new BatchMetrics(classes, metrics: metrics);
        var (least, most) = (double.PositiveInfinity, double.NegativeInfinity);
        foreach (var (samples, logits) in Batches(data, cancel))
        {
            using (samples)
            using (var _ = NewDisposeScope())
            {
                found.AddLoss(loss.Forward(logits, Target(samples, classes, device)).item<float>() * samples.Count, samples.Count);
                found.AddBatch(Predicted(logits), samples.Masks.AsSpan(0, samples.Count * samples.Width * samples.Height), samples.Count,
                    samples.Width, samples.Height);
                (least, most) = (Math.Min(least, logits.min().item<float>()), Math.Max(most, logits.max().item<float>()));
            }
        }

        LogitRange = most - least;
        return found;
    }

    /// <summary>Each sample with its prediction.</summary>
    internal IReadOnlyList<PredictionSample> Predict(BatchLoader data, CancellationToken cancel)
    {
        var found = new List<PredictionSample>();
        foreach (var (samples, logits) in Batches(data, cancel))
        {
            using (samples)
            {
                var (pixels, predicted) = (samples.Width * samples.Height, Predicted(logits));
                for (var i = 0; i < samples.Count; i++)
                {
                    found.Add(new(
                        samples.Indices[i], samples.Width, samples.Height, samples.Photos[(3 * i * pixels)..(3 * (i + 1) * pixels)],
                        samples.Masks[(i * pixels)..((i + 1) * pixels)], predicted[(i * pixels)..((i + 1) * pixels)]));
                }
            }
        }

        return found;
    }

    private IEnumerable<(Batch Samples, Tensor Logits)> Batches(BatchLoader data, CancellationToken cancel)
    {
        model.eval();
        using var _ = no_grad();
        foreach (var samples in data.Epoch(0, cancel))
        {
            using var scope = NewDisposeScope();
            yield return (samples, model.call(Input(samples, normalization, device)).to(ScalarType.Float32));
        }
    }

    private static byte[] Bytes(Tensor values) => values.to(ScalarType.Byte).cpu().contiguous().bytes.ToArray();
}
