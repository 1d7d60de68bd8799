using System.Diagnostics;
using Cutline.Segmentation.Datasets;
using Cutline.Segmentation.Inference;
using Cutline.Training.Checkpoints;
using Cutline.Training.Export;
using Cutline.Training.Models;
using Cutline.Training.Optimizers;
using static TorchSharp.torch;

namespace Cutline.Training.Runs;

/// <summary>Writes the model as it is now into a run's folder: its weights and, where asked for, the ONNX file.</summary>
internal sealed class BestModelWriter : IDisposable
{
    /// <summary>An export is made at once when so many times its duration have passed since the last one.</summary>
    private const double Share = 20;

    private readonly RunFolder run;
    private readonly nn.Module<Tensor, Tensor> model;
    private readonly TrainingLoop loop;
    private readonly ModelMetadata metadata;
    private readonly OnnxExportOptions? export;
    private ParameterSnapshot? pending;
    private Stopwatch? exported;
    private TimeSpan took;

    internal BestModelWriter(RunFolder run, nn.Module<Tensor, Tensor> model, TrainingLoop loop, TrainOptions options,
        SegmentationDataset data, bool export, int stride)
    {
        (this.run, this.model, this.loop) = (run, model, loop);
        object described = model is SegmentationModel ? options.Model : options.Model.Name;
        metadata = ModelCheckpoint.Describe(described, options.Preprocess, options.Model.Classes == 1 ? null : data.Classes)
            with
        {
            Data = string.Join(", ", options.Data),
            Split = File.Exists(run.Split) ? ContentKey.Of(File.ReadAllBytes(run.Split)).ToString() : null,
        };
        if (export) this.export = new() { Metadata = metadata.ToDictionary(), Stride = stride, Channels = options.Model.InChannels };
    }

    /// <summary>
    /// Writes the weights and, unless that takes much of the training's time, the ONNX file; otherwise <see cref="Finish"/> does.
    /// </summary>
    /// <returns>Why the ONNX file could not be made; null where nothing failed.</returns>
    internal string? Write()
    {
        ModelCheckpoint.Save(run.Best, loop.Parameters.StateDict(), metadata);
        pending?.Dispose();
        pending = null;
        if (export is null) return null;
        if (exported is null || exported.Elapsed > Share * took) return Export(export);
        pending = new ParameterSnapshot(model, loop.Parameters);
        return null;
    }

    /// <summary>Writes the ONNX file of the best weights where it is still missing.</summary>
    /// <returns>Why it could not be made; null where nothing failed.</returns>
    internal string? Finish()
    {
        if (pending is null || export is null) return null;
        using (pending)
        using (pending.Use())
        {
            pending = null;
            return Export(export);
        }
    }

    /// <summary>Writes the ONNX file of the saved best weights where it is missing or older: a run that was killed leaves it so.</summary>
    /// <returns>Why it could not be made; null where nothing failed.</returns>
    internal string? Refresh()
    {
        if (export is null || !File.Exists(run.Best)) return null;
        if (File.Exists(run.BestModel) && File.GetLastWriteTimeUtc(run.BestModel) >= File.GetLastWriteTimeUtc(run.Best)) return null;
        using var scope = NewDisposeScope();
        using var own = new ParameterSnapshot(model, loop.Parameters);
        using (own.Use())
        {
            using var best = SafeTensors.Open(run.Best);
            loop.Parameters.Load(best.ReadWeights());
            return Export(export);
        }
    }

    public void Dispose() => pending?.Dispose();

    private string? Export(OnnxExportOptions options)
    {
        var clock = Stopwatch.StartNew();
        try
        {
            using (loop.Parameters.InFullPrecision()) OnnxExport.Write(model, run.BestModel, options);
            return null;
        }
        catch (OnnxExportException e)
        {
            File.Delete(run.BestModel); // an older one is not of these weights
            return e.Message;
        }
        finally
        {
            (took, exported) = (clock.Elapsed, Stopwatch.StartNew());
        }
    }
}
