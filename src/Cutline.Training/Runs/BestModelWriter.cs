using Cutline.Segmentation.Datasets;
using Cutline.Segmentation.Inference;
using Cutline.Training.Export;
using Cutline.Training.Models;
using static TorchSharp.torch;

namespace Cutline.Training.Runs;

/// <summary>Writes the model as it is now into a run's folder: its weights and, where asked for, the ONNX file.</summary>
internal sealed class BestModelWriter
{
    private readonly RunFolder run;
    private readonly nn.Module<Tensor, Tensor> model;
    private readonly TrainingLoop loop;
    private readonly ModelMetadata metadata;
    private readonly OnnxExportOptions? export;

    internal BestModelWriter(RunFolder run, nn.Module<Tensor, Tensor> model, TrainingLoop loop, TrainOptions options,
        SegmentationDataset data, bool export, int stride)
    {
        (this.run, this.model, this.loop) = (run, model, loop);
        object described = model is SegmentationModel ? options.Model : options.Model.Name;
        metadata = ModelCheckpoint.Describe(described, options.Preprocess, data.IsBinary ? null : data.Classes)
            with { Data = string.Join(", ", options.Data) };
        if (export) this.export = new() { Metadata = metadata.ToDictionary(), Stride = stride, Channels = options.Model.InChannels };
    }

    /// <summary>Writes both files. Returns why the ONNX file could not be made; null where it was, or was not asked for.</summary>
    internal string? Write()
    {
        ModelCheckpoint.Save(run.Best, loop.Parameters.StateDict(), metadata);
        if (export is null) return null;
        try
        {
            using (loop.Parameters.InFullPrecision()) OnnxExport.Write(model, run.BestModel, export);
            return null;
        }
        catch (OnnxExportException e)
        {
            File.Delete(run.BestModel); // an older one is not of these weights
            return e.Message;
        }
    }
}
