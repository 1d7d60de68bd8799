using Cutline.Segmentation.Labels;
using Cutline.Segmentation.Preprocessing;

namespace Cutline.Training.Models;

/// <summary>What a checkpoint of another project does not say of its model; see <see cref="ModelImport"/>.</summary>
public sealed record ImportOptions
{
    /// <summary>Input width and height in pixels; there is no default, for the file does not say it.</summary>
    public (int Width, int Height)? Size { get; init; }

    /// <summary>How a photo is fitted into the input.</summary>
    public Fit Fit { get; init; } = Fit.Stretch;

    /// <summary>
    /// How colours become numbers; null for what the project does: milesial/Pytorch-UNet divides by 255, segmentation_models.pytorch leaves
    /// it open, so that it must be said.
    /// </summary>
    public Normalization? Normalization { get; init; }

    /// <summary>Names and colours of the classes, one for each output channel; null for a model with one, or to leave them open.</summary>
    public ClassSet? Classes { get; init; }
}
