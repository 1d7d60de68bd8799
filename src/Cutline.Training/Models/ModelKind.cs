using Cutline.Training.Encoders;

namespace Cutline.Training.Models;

/// <summary>Whether a model stands on an encoder of <see cref="EncoderRegistry"/>.</summary>
public enum EncoderUse
{
    /// <summary>It has a contracting path of its own, and no other.</summary>
    None,

    /// <summary>On an encoder where one is named, else on its own contracting path.</summary>
    Optional,

    /// <summary>It is nothing without one.</summary>
    Required,
}

/// <summary>A model that <see cref="ModelRegistry"/> makes by its name.</summary>
/// <param name="Source">Where it was published.</param>
/// <param name="Make">From options that are validated.</param>
public sealed record ModelKind(string Name, string Source, EncoderUse Encoder, Func<ModelOptions, SegmentationModel> Make)
{
    /// <exception cref="ArgumentException">The options name an encoder that is none, or where the model takes none, or none where it needs one.</exception>
    internal void Check(ModelOptions options)
    {
        if (options.Encoder is null && Encoder == EncoderUse.Required)
            throw new ArgumentException($"{Name} stands on an encoder: name one with --encoder ({EncoderRegistry.List})");
        if (options.Encoder is null) return;
        if (Encoder == EncoderUse.None)
            throw new ArgumentException($"{Name} has no encoder but its own: leave --encoder out, or choose {ModelRegistry.WithEncoder}");
        EncoderRegistry.Check(options.Encoder);
    }
}
