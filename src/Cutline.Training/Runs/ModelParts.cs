using Cutline.Training.Models;
using Cutline.Training.Optimizers;
using static TorchSharp.torch;

namespace Cutline.Training.Runs;

/// <summary>The parts of a model that training treats apart.</summary>
internal static class ModelParts
{
    /// <summary>How the names of an encoder's parameters begin.</summary>
    internal const string Encoder = "encoder.";

    /// <summary>Freezes what options say, or all but a further output; null for nothing.</summary>
    /// <exception cref="ArgumentException">The model has no such part.</exception>
    internal static FrozenLayers? Freeze(nn.Module model, Freeze freeze, string? output)
    {
        if (output is not null)
        {
            var trained = SegmentationModel.PrefixOf(output);
            return new FrozenLayers(model, name => !name.StartsWith(trained, StringComparison.Ordinal));
        }

        if (freeze == Runs.Freeze.Nothing) return null;
        if (freeze == Runs.Freeze.Encoder)
        {
            return model is SegmentationModel { Encoder: null }
                || !model.named_parameters().Any(p => p.name.StartsWith(Encoder, StringComparison.Ordinal))
                ? throw new ArgumentException("Freeze is Encoder, and the model has no module of the name encoder: name it so, or "
                    + "freeze nothing")
                : new FrozenLayers(model, name => name.StartsWith(Encoder, StringComparison.Ordinal));
        }

        var last = model.named_parameters().Last().name;
        var head = last[..(last.LastIndexOf('.') + 1)];
        return new FrozenLayers(model, name => !name.StartsWith(head, StringComparison.Ordinal));
    }
}
