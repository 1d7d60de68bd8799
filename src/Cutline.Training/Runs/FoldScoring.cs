using Cutline.Segmentation.Datasets;
using Cutline.Segmentation.Evaluation;
using Cutline.Segmentation.Inference;
using Cutline.Segmentation.Runs;
using Cutline.Segmentation.Splits;
using Cutline.Training.Checkpoints;
using Cutline.Training.Export;
using Cutline.Training.Layers;
using Cutline.Training.Models;
using static TorchSharp.torch;

namespace Cutline.Training.Runs;

/// <summary>What follows the training of all folds: their ensemble, and the figures of the test part.</summary>
/// <param name="options">Of the cross-validation.</param>
/// <param name="stride">Of the model.</param>
internal sealed class FoldScoring(TrainOptions options, int stride)
{
    /// <summary>Writes the ensemble, and evaluates it and each fold.</summary>
    /// <param name="folder">Of the cross-validation.</param>
    /// <param name="folds">All of them have been trained.</param>
    /// <param name="open">Opens the data, and says whether it is to be disposed of.</param>
    /// <param name="makeModel">Makes a program's own model; null for one of the registry.</param>
    /// <param name="report">Told where there can be no ensemble.</param>
    internal CrossValidationResult Run(
        string folder, int folds, Func<(IReadOnlyList<SegmentationDataset> Sources, bool Owned)> open,
        Func<nn.Module<Tensor, Tensor>>? makeModel, Action<TrainingEvent> report, CancellationToken cancel)
    {
        RunFolder[] runs = [.. Enumerable.Range(1, folds).Select(fold => new RunFolder(Path.Combine(folder, RunFiles.Fold(fold))))];
        var ensemble = WriteEnsemble(Path.Combine(folder, RunFiles.Ensemble), runs, makeModel, report);
        var (sources, owned) = open();
        try
        {
            using var all = sources is [_] ? null : new CombinedDataset(sources);
            var test = Test(all ?? sources[0], runs);
            FoldScore? Score(string file) =>
                test.Test.Length > 0 && File.Exists(file) ? Scored(file, all ?? sources[0], test, cancel) : null;
            FoldResult[] results = [.. runs.Select((run, i) =>
            {
                var best = run.ReadMetrics().MaxBy(row => row.ValDice)!;
                return new FoldResult(i + 1, run.Path, best.Epoch, best.ValDice, best.ValIou, Score(run.BestModel));
            })];
            var tested = results.All(r => r.Test is not null);
            return new(
                results, Spread.Of([.. results.Select(r => r.ValDice)]), Spread.Of([.. results.Select(r => r.ValIou)]),
                tested ? Spread.Of([.. results.Select(r => r.Test!.Dice)]) : null,
                tested ? Spread.Of([.. results.Select(r => r.Test!.Iou)]) : null, ensemble, ensemble is null ? null : Score(ensemble));
        }
        finally
        {
            if (owned) foreach (var source in sources) source.Dispose();
        }
    }

    /// <summary>The samples that no fold was trained or validated on.</summary>
    private Split Test(SegmentationDataset all, RunFolder[] runs)
    {
        Split[] splits = [.. runs.Select(run => Split.Load(run.Split, all.Samples))];
        var trained = splits.SelectMany(split => split.Train.Concat(split.Val)).ToHashSet();
        var whole = splits[0] with { Test = [.. splits[0].Test.Where(i => !trained.Contains(i))] };
        return options.Limit is { } limit ? whole.Limited(limit, options.Seed) : whole;
    }

    private FoldScore Scored(string file, SegmentationDataset data, Split split, CancellationToken cancel)
    {
        using var predictor = Predictor.Load(file, new() { Onnx = new() { Output = options.Output } });
        var evaluator = new Evaluator(new());
        if (predictor.Classes == 1)
        {
            var scores = evaluator.Run(predictor, data, split, cancel: cancel).Scores;
            return new(scores.Dice, scores.Iou, scores.Samples);
        }

        var pooled = evaluator.RunClasses(predictor, data, split, cancel: cancel).Scores;
        return new(pooled.Pooled.MeanDice, pooled.Pooled.MeanIou, pooled.Samples);
    }

    private string? WriteEnsemble(
        string path, RunFolder[] runs, Func<nn.Module<Tensor, Tensor>>? makeModel, Action<TrainingEvent> report)
    {
        var models = new List<nn.Module<Tensor, Tensor>>();
        try
        {
            var metadata = new List<ModelMetadata>();
            foreach (var run in runs)
            {
                using var file = SafeTensors.Open(run.Best);
                metadata.Add(ModelMetadata.Read(file.Metadata));
                models.Add(makeModel is null ? ModelCheckpoint.Load(run.Path).Model : Loaded(makeModel(), file));
            }

            OnnxEnsemble.Write(models, path, new()
            {
                Metadata = OnnxEnsemble.Describe(metadata).ToDictionary(), Stride = stride, Channels = options.Model.InChannels,
            });
            return path;
        }
        catch (OnnxExportException e)
        {
            File.Delete(path); // an older one is not of these weights
            report(new ExportFailed(runs[0].ReadMetrics()[^1].Epoch, e.Message));
            return null;
        }
        finally
        {
            models.ForEach(model => model.Dispose());
        }
    }

    private static nn.Module<Tensor, Tensor> Loaded(nn.Module<Tensor, Tensor> model, SafeTensorsFile weights)
    {
        using var scope = NewDisposeScope();
        StateDict.Load(model, weights.ReadWeights());
        return model;
    }
}
