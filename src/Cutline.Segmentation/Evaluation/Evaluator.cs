using System.Diagnostics;
using Cutline.Imaging;
using Cutline.Segmentation.Datasets;
using Cutline.Segmentation.Inference;
using Cutline.Training.Losses;
using Cutline.Segmentation.Metrics;
using Cutline.Torch;

namespace Cutline.Segmentation.Evaluation;

/// <summary>Measures a model on a part of a data set: at its own input size, and where asked at the photos' native size.</summary>
public sealed class Evaluator(EvaluationOptions options, Device device)
{
    /// <summary>Measures a model with one logit.</summary>
    /// <param name="load">Loads the model; called again for the native measurement, which folds it.</param>
    /// <exception cref="DatasetException">The part is empty, or a sample cannot be decoded.</exception>
    public EvaluationResult Run(Func<LoadedModel> load, SegmentationDataset data, Split split, IProgress<DataProgress>? progress = null, CancellationToken cancel = default)
    {
        var clock = Stopwatch.StartNew();
        var indices = Indices(data, split);
        var (file, judged) = Judged(load, data, indices, "bce", progress, cancel);
        var native = options.Native ? Native(load, data, indices, Score, progress, cancel) : [];
        var rows = indices.Select((index, i) => new ImageRow(
            data.Samples[index].Name, judged.Scores[i], judged.Outlines[i][0], options.Native ? native[i].Score : null, options.Native ? native[i].Outline : null));
        return new(file, data.Root, options.Part, judged.Loss, [.. rows], clock.Elapsed);
    }

    /// <summary>Measures a model of many classes.</summary>
    /// <inheritdoc cref="Run"/>
    public ClassEvaluation RunClasses(Func<LoadedModel> load, SegmentationDataset data, Split split, IProgress<DataProgress>? progress = null, CancellationToken cancel = default)
    {
        var clock = Stopwatch.StartNew();
        var indices = Indices(data, split);
        var (file, judged) = Judged(load, data, indices, "ce", progress, cancel);
        var native = options.Native ? Native(load, data, indices, Count, progress, cancel) : null;
        return new(
            file, data.Root, options.Part, judged.Loss, data.Classes, [.. indices.Select(i => data.Samples[i].Name)],
            [.. judged.Matrices.Zip(judged.Outlines, (counts, outlines) => new ClassImage(counts, outlines))], native, clock.Elapsed);

        ClassImage Count(Predictor predictor, Photo photo, Photo mask)
        {
            using var said = predictor.Classify(photo);
            return new(
                ConfusionMatrix.Of(said.Pixels, mask.Pixels, data.Classes.Count),
                BoundaryF1.Of(said.Pixels, mask.Pixels, mask.Width, mask.Height, data.Classes.Count));
        }
    }

    private int[] Indices(SegmentationDataset data, Split split)
    {
        var indices = options.Part == "all" ? split.Test : split.Part(options.Part);
        return indices.Length > 0 ? indices : throw new DatasetException($"the {options.Part} part of {data.Root} is empty: choose another --part");
    }

    private (string File, Judgement Judged) Judged(
        Func<LoadedModel> load, SegmentationDataset data, int[] indices, string loss, IProgress<DataProgress>? progress, CancellationToken cancel)
    {
        using var model = load();
        using var set = new DecodedSet(data, model.Preprocess);
        var loader = new BatchLoader(set, indices, new BatchLoaderOptions { BatchSize = options.Batch });
        return (model.File, Judge.Run(
            model.Model, loader, model.Preprocess.Normalization, SegmentationLoss.Parse(loss, classes: model.Model.Classes), device, options.Precision,
            outlines: true, Part(progress, 0, indices.Length), cancel));
    }

    private T[] Native<T>(
        Func<LoadedModel> load, SegmentationDataset data, int[] indices, Func<Predictor, Photo, Photo, T> score, IProgress<DataProgress>? progress, CancellationToken cancel)
    {
        using var predictor = new Predictor(load(), device, DType.Float32, options.Look);
        var scores = new T[indices.Length];
        var part = Part(progress, indices.Length, indices.Length);
        for (var i = 0; i < indices.Length; i++)
        {
            cancel.ThrowIfCancellationRequested();
            using var photo = data.LoadPhoto(indices[i]);
            using var mask = data.LoadMask(indices[i]);
            scores[i] = score(predictor, photo, mask);
            part?.Report(new(i + 1, indices.Length));
        }

        return scores;
    }

    private static (ImageScore Score, BoundaryF1 Outline) Score(Predictor predictor, Photo photo, Photo mask)
    {
        using var scope = new TensorScope();
        using var map = predictor.Predict(photo);
        using var said = map.Mask();
        Tensor Car(Photo of) => Tensor.From(of.Pixels, 1, 1, of.Height, of.Width).Gt(0);
        return (ImageScore.Of(Car(said), Car(mask))[0], BoundaryF1.OfMask(said.Pixels, mask.Pixels, mask.Width, mask.Height));
    }

    private Offset? Part(IProgress<DataProgress>? progress, int start, int samples) =>
        progress is null ? null : new Offset(progress, start, samples * (options.Native ? 2 : 1));

    private sealed class Offset(IProgress<DataProgress> whole, int start, int total) : IProgress<DataProgress>
    {
        public void Report(DataProgress value) => whole.Report(new(start + value.Done, total));
    }
}
