using Cutline.Segmentation.Datasets;
using Cutline.Training.Models;
using Cutline.Segmentation.Preprocessing;

namespace Cutline.Segmentation.Inference;

/// <summary>A model read from a file, with the preprocessing that it was trained with.</summary>
/// <param name="Classes">Their names and colours; null of a model with one logit, or where the file does not say.</param>
public sealed record LoadedModel(string File, SegmentationModel Model, PreprocessOptions Preprocess, IReadOnlyDictionary<string, string> Metadata, ClassSet? Classes = null) : IDisposable
{
    public void Dispose() => Model.Dispose();
}
