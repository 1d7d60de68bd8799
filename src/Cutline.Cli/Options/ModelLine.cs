using Cutline.Cli.Output;
using Cutline.Segmentation.Inference;

namespace Cutline.Cli.Options;

/// <summary>The line that names a loaded model, what refines its edges, its device and its terms. On stderr.</summary>
internal static class ModelLine
{
    /// <param name="predictor">The loaded model.</param>
    /// <param name="named">As it was typed; null for the shipped one.</param>
    /// <param name="options">How it was loaded.</param>
    internal static void Tell(Predictor predictor, string? named, PredictorOptions options)
    {
        OnnxModel[] used = predictor.Refiner is { } refiner ? [predictor.Model, refiner.Model] : [predictor.Model];
        var terms = used.Select(m => m.Metadata.Terms).OfType<string>().Distinct().Select(words => $" · {words}");
        var name = named ?? $"{Path.GetFileName(predictor.ModelFile)} (shipped)";
        var refined = options.Refine is { } edges
            ? $", edges by {(ModelOptionSet.IsShipped(edges) ? Path.GetFileName(edges) : edges)}"
            : "";
        LongLine.WriteError($"model {name}{refined} · {options.Onnx.Device}{string.Concat(terms)}");
    }
}
