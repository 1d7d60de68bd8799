using Cutline.Training.Encoders;
using TorchSharp;
using static TorchSharp.torch;

namespace Cutline.Training.Models;

/// <summary>
/// A model on an encoder: the features of the encoder are decoded to logits. One of a foreground may have further outputs, each with a
/// small decoder of its own on the same features (<see cref="ModelOptions.Outputs"/>): one run of the encoder serves all of them.
/// </summary>
public abstract class EncoderModel : SegmentationModel
{
    private readonly Dictionary<string, OutputHead> heads = [];
    private readonly Encoder[] encoder; // one; RegisterComponents would register a field of a module a second time

    /// <summary>Makes the encoder and the decoders of further outputs, with weights drawn anew.</summary>
    /// <param name="name">The type's name.</param>
    /// <param name="options">Shape of the model; they name the encoder.</param>
    /// <param name="stride">Of the encoder's last features: 32, or 16 for an encoder that is dilated.</param>
    /// <exception cref="ArgumentException">The options are out of range, or name no encoder.</exception>
    protected EncoderModel(string name, ModelOptions options, int stride = Encoders.Encoder.Deepest)
        : base(name, options.Validated(), stride)
    {
        encoder = [Register("encoder", EncoderRegistry.Make(options.Encoder!, options.InChannels, stride < Encoders.Encoder.Deepest))];
        if (options.Outputs.Count == 0) return;
        foreach (var output in options.Outputs) heads.Add(output, new(Encoder.Channels, 4 * options.Base));
        register_module(Outputs, nn.ModuleDict([.. options.Outputs.Select(output => (output, heads[output]))]));
    }

    /// <inheritdoc/>
    public sealed override Encoder Encoder => encoder[0];

    /// <summary>
    /// The output that <c>forward</c> gives: null, the default, for the model's own, else one of <see cref="ModelOptions.Outputs"/>, so
    /// that it can be trained as any other model.
    /// </summary>
    /// <exception cref="ArgumentException">The model has no such output.</exception>
    public string? Output
    {
        get;
        set => field = value is null || heads.ContainsKey(value) ? value : throw new ArgumentException(
            $"Output is '{value}': use {(heads.Count == 0 ? "null, for the model has one alone" : string.Join(", ", heads.Keys))}");
    }

    /// <inheritdoc/>
    protected sealed override Tensor Logits(Tensor x)
    {
        var features = Encoder.Features(x);
        return Output is null ? Decode(features, x) : heads[Output].Decode(features, x);
    }

    /// <summary>Logits as large as the picture.</summary>
    /// <param name="features">The encoder's, at strides 2, 4, …, 32.</param>
    /// <param name="x">The picture, (N, in, H, W).</param>
    protected abstract Tensor Decode(Tensor[] features, Tensor x);

    private protected sealed override IReadOnlyList<Tensor> LogitsOfAll(Tensor x)
    {
        var features = Encoder.Features(x);
        return [Decode(features, x), .. Options.Outputs.Select(output => heads[output].Decode(features, x))];
    }
}
