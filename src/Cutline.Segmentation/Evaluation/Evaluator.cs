using System.Diagnostics;
using Cutline.Segmentation.Datasets;
using Cutline.Segmentation.Inference;
using Cutline.Segmentation.Metrics;
using Cutline.Segmentation.Splits;

namespace Cutline.Segmentation.Evaluation;

/// <summary>
/// Measures a model on a part of a dataset: at its own input size and, where asked, at the photos' own. Samples stream through it: memory
/// does not grow with their number.
/// </summary>
public sealed class Evaluator(EvaluationOptions options)
{
    private static readonly Dictionary<string, double> None = [];

    private readonly EvaluationOptions options = options.Validated();

    /// <summary>
    /// Whether masks can be measured with a model of a foreground: they tell it from background, or hold two classes, the second of which
    /// is the foreground, and perhaps void.
    /// </summary>
    public static bool IsForeground(SegmentationDataset data) => data.IsBinary || data.Classes.Count == 2;

    /// <summary>Measures a model of a foreground.</summary>
    /// <param name="predictor">
    /// Its tiles and test-time augmentation count at the photos' own size; at the model's, photos are predicted once, as in training.
    /// </param>
    /// <param name="data">The dataset to measure on.</param>
    /// <param name="split">Such as <see cref="EvaluationOptions.Choose"/> finds it.</param>
    /// <param name="progress">Told how many samples are measured.</param>
    /// <param name="cancel">Ends the evaluation between two samples.</param>
    /// <exception cref="ArgumentException">The model separates other classes than the data.</exception>
    /// <exception cref="DatasetException">The part is empty, or a sample cannot be decoded.</exception>
    public EvaluationResult Run(
        Predictor predictor, SegmentationDataset data, Split split, IProgress<DataProgress>? progress = null,
        CancellationToken cancel = default)
    {
        if (!IsForeground(data))
            throw new ArgumentException($"the masks of {data.Root} hold {data.Classes.Count} classes: measure them with RunClasses");
        var clock = Stopwatch.StartNew();
        var indices = Indices(data, split);
        var (model, native) = Measure(predictor, data, 1, indices, progress, cancel);
        var rows = indices.Select((index, i) => new ImageRow(
            data.Samples[index].Name, model.Scores[i], model.Boundaries[i][0], native?.Scores[i], native?.Boundaries[i][0]));
        return new(predictor.ModelFile, data.Root, options.Part, model.Loss, [.. rows], clock.Elapsed)
        {
            Metrics = model.Further, NativeMetrics = native?.Further ?? None, PartSamples = PartSamples(split, indices),
        };
    }

    /// <summary>Measures a model of several classes.</summary>
    /// <inheritdoc cref="Run"/>
    public ClassEvaluation RunClasses(
        Predictor predictor, SegmentationDataset data, Split split, IProgress<DataProgress>? progress = null,
        CancellationToken cancel = default)
    {
        if (data.IsBinary) throw new ArgumentException($"the masks of {data.Root} are of a foreground: measure them with Run");
        var clock = Stopwatch.StartNew();
        var indices = Indices(data, split);
        var (model, native) = Measure(predictor, data, data.Classes.Count, indices, progress, cancel);
        static ClassImage[] Images(BatchMetrics metrics) =>
            [.. metrics.Matrices.Zip(metrics.Boundaries, (counts, boundaries) => new ClassImage(counts, boundaries))];
        return new(
            predictor.ModelFile, data.Root, options.Part, model.Loss, data.Classes, [.. indices.Select(i => data.Samples[i].Name)],
            Images(model), native is null ? null : Images(native), clock.Elapsed)
        {
            Metrics = model.Further, NativeMetrics = native?.Further ?? None, PartSamples = PartSamples(split, indices),
        };
    }

    /// <summary>The samples of the part where some of them are left out; null where none is.</summary>
    private int? PartSamples(Split split, int[] measured) =>
        options.PartOf(split).Length is var all && all > measured.Length ? all : null;

    private int[] Indices(SegmentationDataset data, Split split)
    {
        var indices = options.Measured(split);
        return indices.Length > 0
            ? indices
            : throw new DatasetException($"the {options.Part} part of {data.Root} is empty: choose another part");
    }

    private (BatchMetrics Model, BatchMetrics? Native) Measure(
        Predictor predictor, SegmentationDataset data, int classes, int[] indices, IProgress<DataProgress>? progress,
        CancellationToken cancel)
    {
        CheckClasses(predictor, data, classes);
        var size = predictor.Model.Preprocess;
        var model = new BatchMetrics(classes, boundaries: true, options.Metrics, options.BoundaryPixels);
        var native = options.Native ? new BatchMetrics(classes, boundaries: true, options.NativeMetrics, options.BoundaryPixels) : null;
        var stream = new SampleStream(data, size, options.Native).Read(indices, cancel);
        foreach (var samples in stream.Chunk(options.Batch))
        {
            try
            {
                cancel.ThrowIfCancellationRequested();
                AddAtModelSize(model, predictor.Model, samples);
                if (native is not null) foreach (var sample in samples) AddAtNativeSize(native, predictor, sample, data.IsBinary);
            }
            finally
            {
                foreach (var sample in samples) sample.Dispose();
            }

            progress?.Report(new(model.Count, indices.Length));
        }

        return (model, native);
    }

    private static void AddAtModelSize(BatchMetrics metrics, OnnxModel model, EvaluationSample[] samples)
    {
        var (height, width) = (model.Preprocess.Height, model.Preprocess.Width);
        byte[] photos = samples is [var only] ? only.Input : [.. samples.SelectMany(s => s.Input)];
        using var output = model.Run(photos, samples.Length, height, width);
        var predicted = new byte[height * width];
        for (var i = 0; i < samples.Length; i++)
        {
            var probabilities = output.Photo(i);
            var truth = samples[i].Truth;
            ClassMap.Indices(probabilities, model.Classes, predicted);
            metrics.Add(predicted, truth, width, height);
            var (sum, pixels) = model.Classes == 1
                ? PixelLoss.BinaryCrossEntropy(probabilities, truth)
                : PixelLoss.CrossEntropy(probabilities, truth, model.Classes);
            metrics.AddLoss(sum, pixels);
        }
    }

    private static void AddAtNativeSize(BatchMetrics metrics, Predictor predictor, EvaluationSample sample, bool anyPositive)
    {
        var (photo, mask) = (sample.Photo!, sample.Mask!);
        if (predictor.Classes > 1)
        {
            using var predicted = predictor.Classify(photo);
            metrics.Add(predicted.Pixels, mask.Pixels, mask.Width, mask.Height);
            return;
        }

        using var foreground = predictor.Predict(photo).Mask();
        var truth = anyPositive ? BinaryMask.Of(mask.Pixels) : mask.Pixels;
        metrics.Add(BinaryMask.Of(foreground.Pixels), truth, mask.Width, mask.Height);
    }

    /// <exception cref="ArgumentException">The model separates other classes than the data's masks hold.</exception>
    private static void CheckClasses(Predictor predictor, SegmentationDataset data, int shown)
    {
        static string Named(int classes) => classes == 1 ? "a foreground" : $"{classes} classes";
        if (predictor.Classes != shown)
        {
            throw new ArgumentException(
                $"the model separates {Named(predictor.Classes)} and the masks of {data.Root} {Named(shown)}: "
                + "choose the data's classes to fit, or another model");
        }

        if (shown == 1 || predictor.Named is not { } names) return;
        foreach (var (own, other) in names.Classes.Zip(data.Classes.Classes))
        {
            if (own.Name == other.Name) continue;
            throw new ArgumentException(
                $"where the model knows '{own.Name}' the masks of {data.Root} have '{other.Name}': "
                + "list the data's classes in the model's order");
        }
    }
}
