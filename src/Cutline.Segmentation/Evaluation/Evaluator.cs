using System.Diagnostics;
using Cutline.Imaging;
using Cutline.Segmentation.Datasets;
using Cutline.Segmentation.Inference;
using Cutline.Segmentation.Losses;
using Cutline.Segmentation.Metrics;
using Cutline.Torch;

namespace Cutline.Segmentation.Evaluation;

/// <summary>Measures a model on a part of a data set: at its own input size, and where asked at the photos' native size.</summary>
public sealed class Evaluator(EvaluationOptions options, Device device)
{
    /// <param name="load">Loads the model; called again for the native measurement, which folds it.</param>
    /// <exception cref="DatasetException">The part is empty, or a sample cannot be decoded.</exception>
    public EvaluationResult Run(Func<LoadedModel> load, SegmentationDataset data, Split split, IProgress<DataProgress>? progress = null, CancellationToken cancel = default)
    {
        var clock = Stopwatch.StartNew();
        var indices = options.Part == "all" ? split.Test : split.Part(options.Part);
        if (indices.Length == 0) throw new DatasetException($"the {options.Part} part of {data.Root} is empty: choose another --part");
        using var model = load();
        using var set = new DecodedSet(data, model.Preprocess);
        var loader = new BatchLoader(set, indices, new BatchLoaderOptions { BatchSize = options.Batch });
        var total = indices.Length * (options.Native ? 2 : 1);
        var judged = Judge.Run(model.Model, loader, model.Preprocess.Normalization, new BceLoss(), device, options.Precision, Part(progress, 0, total), cancel);
        var native = options.Native ? Native(load, data, indices, Part(progress, indices.Length, total), cancel) : [];
        var rows = indices.Select((index, i) => new ImageRow(data.Samples[index].Name, judged.Scores[i], options.Native ? native[i] : null));
        return new(model.File, data.Root, options.Part, judged.Loss, [.. rows], clock.Elapsed);
    }

    private ImageScore[] Native(Func<LoadedModel> load, SegmentationDataset data, int[] indices, IProgress<DataProgress>? progress, CancellationToken cancel)
    {
        using var predictor = new Predictor(load(), device, DType.Float32, options.Look);
        var scores = new ImageScore[indices.Length];
        for (var i = 0; i < indices.Length; i++)
        {
            cancel.ThrowIfCancellationRequested();
            using var scope = new TensorScope();
            using var photo = data.LoadPhoto(indices[i]);
            using var mask = data.LoadMask(indices[i]);
            using var map = predictor.Predict(photo);
            var truth = Tensor.From(mask.Pixels, 1, 1, mask.Height, mask.Width).Gt(0);
            var predicted = map.AtNativeSize().View(1, 1, mask.Height, mask.Width).Gt(0.5);
            scores[i] = ImageScore.Of(predicted, truth)[0];
            progress?.Report(new(i + 1, indices.Length));
        }

        return scores;
    }

    private static Offset? Part(IProgress<DataProgress>? progress, int start, int total) => progress is null ? null : new Offset(progress, start, total);

    private sealed class Offset(IProgress<DataProgress> whole, int start, int total) : IProgress<DataProgress>
    {
        public void Report(DataProgress value) => whole.Report(new(start + value.Done, total));
    }
}
