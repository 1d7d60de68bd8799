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
    /// <param name="dilated">The encoder's last stage keeps stride 16.</param>
    /// <exception cref="ArgumentException">The options are out of range, or name no encoder.</exception>
    protected EncoderModel(string name, ModelOptions options, bool dilated = false)
        : this(name, options, EncoderRegistry.Make(options.Validated().Encoder!, options.InChannels, dilated))
    {
    }

    private EncoderModel(string name, ModelOptions options, Encoder encoder) : base(name, options, encoder.Multiple)
    {
        this.encoder = [Register("encoder", encoder)];
        if (options.Outputs.Count == 0) return;
        foreach (var output in options.Outputs) heads.Add(output, new(encoder, 4 * options.Base));
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

    /// <summary>
    /// The encoder's channels at half the stride of its last features, at a quarter, and so on to stride 1; 0 where it has no features.
    /// </summary>
    protected IEnumerable<int> SkipChannels => SkipIndices.Select(i => i < 0 ? 0 : Encoder.Channels[i]);

    private IEnumerable<int> SkipIndices
    {
        get
        {
            for (var stride = Encoder.Stride / 2; stride > 0; stride /= 2) yield return Encoder.IndexOf(stride);
        }
    }

    /// <summary>The features of <see cref="SkipChannels"/>: of each stride one, or none.</summary>
    /// <param name="features">The encoder's.</param>
    protected IEnumerable<Tensor[]> Skips(Tensor[] features) => SkipIndices.Select(i => i < 0 ? Array.Empty<Tensor>() : [features[i]]);

    /// <inheritdoc/>
    protected sealed override Tensor Logits(Tensor x)
    {
        var features = Encoder.Features(x);
        return Output is null ? Decode(features, x) : heads[Output].Decode(features, x);
    }

    /// <summary>Logits as large as the picture.</summary>
    /// <param name="features">The encoder's, the finest first.</param>
    /// <param name="x">The picture, (N, in, H, W).</param>
    protected abstract Tensor Decode(Tensor[] features, Tensor x);

    private protected sealed override IReadOnlyList<Tensor> LogitsOfAll(Tensor x)
    {
        var features = Encoder.Features(x);
        return [Decode(features, x), .. Options.Outputs.Select(output => heads[output].Decode(features, x))];
    }
}
