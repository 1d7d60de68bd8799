using Cutline.Segmentation.Datasets;
using Cutline.Training.Encoders;

namespace Cutline.Training.Models;

/// <summary>Whether a model is built on an encoder of <see cref="EncoderRegistry"/>.</summary>
public enum EncoderUse
{
    /// <summary>It has a contracting path of its own alone.</summary>
    None,

    /// <summary>On an encoder where one is named, else on its own contracting path.</summary>
    Optional,

    /// <summary>It needs one.</summary>
    Required,
}

/// <summary>A model that <see cref="ModelRegistry"/> makes by its name.</summary>
/// <param name="Name">What <see cref="ModelOptions.Name"/> says.</param>
/// <param name="Source">Where it was published.</param>
/// <param name="Encoder">Whether it is built on an encoder.</param>
/// <param name="Make">From options that are validated.</param>
public sealed record ModelKind(string Name, string Source, EncoderUse Encoder, Func<ModelOptions, SegmentationModel> Make)
{
    /// <summary>
    /// Makes of photos with masks, and a seed, what the model is trained on, where that is something else than the photos themselves.
    /// </summary>
    public Func<SegmentationDataset, long, SegmentationDataset>? Samples { get; init; }

    /// <summary>Side in pixels of <see cref="Samples"/>.</summary>
    public int? SampleSide { get; init; }

    /// <exception cref="ArgumentException">
    /// The options name an unknown encoder, or one where the model takes none, or none where it needs one.
    /// </exception>
    internal void Check(ModelOptions options)
    {
        if (options.Encoder is null && Encoder == EncoderUse.Required)
            throw new ArgumentException($"Model.Encoder is none, and {Name} needs one: use {EncoderRegistry.List}");
        if (options.Encoder is null) return;
        if (Encoder == EncoderUse.None)
            throw new ArgumentException($"Model.Encoder is {options.Encoder}, and {Name} has no encoder but its own: leave it out, or "
                + $"use the model {ModelRegistry.WithEncoder}");
        EncoderRegistry.Check(options.Encoder);
    }
}
