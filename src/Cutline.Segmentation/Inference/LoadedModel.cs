using Cutline.Segmentation.Models;
using Cutline.Segmentation.Transforms;

namespace Cutline.Segmentation.Inference;

/// <summary>A model read from a file, with the preprocessing that it was trained with.</summary>
public sealed record LoadedModel(string File, SegmentationModel Model, PreprocessOptions Preprocess, IReadOnlyDictionary<string, string> Metadata) : IDisposable
{
    public void Dispose() => Model.Dispose();
}
