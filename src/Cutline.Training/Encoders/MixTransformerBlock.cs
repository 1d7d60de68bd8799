using Cutline.Training.Layers;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Cutline.Training.Encoders;

/// <summary>
/// A block of <see cref="MixTransformer"/>: efficient self-attention, then a perceptron that mixes neighbours, each on the normalised
/// tokens and added to them. Tokens (N, H·W, channels) and a feature map (…, H, W), for its size → tokens.
/// </summary>
public sealed class MixTransformerBlock : Module<Tensor, Tensor, Tensor>
{
    private const int Expansion = 4;

    // A tuple: TorchSharp would register fields of modules under the fields' names, too.
    private readonly (LayerNormalization Norm1, EfficientSelfAttention Attention, LayerNormalization Norm2, MixPerceptron Mlp) layers;

    /// <summary>Makes the layers with weights drawn anew.</summary>
    /// <param name="channels">Of a token, a multiple of the heads.</param>
    /// <param name="heads">Of the attention.</param>
    /// <param name="reduction">Keys and values are of the map made this much smaller along a side.</param>
    /// <param name="dilation">Of the 3×3 convolution that mixes neighbours.</param>
    public MixTransformerBlock(int channels, int heads, int reduction, int dilation = 1) : base(nameof(MixTransformerBlock))
    {
        layers = (new(channels), new(channels, heads, reduction), new(channels), new(channels, Expansion * channels, dilation));
        register_module("layer_norm_1", layers.Norm1);
        register_module("attention", layers.Attention);
        register_module("layer_norm_2", layers.Norm2);
        register_module("mlp", layers.Mlp);
    }

    /// <param name="tokens">(N, H·W, channels).</param>
    /// <param name="map">(…, H, W).</param>
    public override Tensor forward(Tensor tokens, Tensor map)
    {
        tokens = F.Add(layers.Attention.call(layers.Norm1.call(tokens), map), tokens);
        return F.Add(layers.Mlp.call(layers.Norm2.call(tokens), map), tokens);
    }
}

/// <summary>A convolution of overlapping patches and layer norm: (N, in, H, W) → (N, out, H/stride, W/stride), sides rounded up.</summary>
internal sealed class PatchEmbedding : Module<Tensor, Tensor>
{
    private readonly (Conv2d Project, LayerNormalization Norm) layers;

    internal PatchEmbedding(int inChannels, int outChannels, int patch, int stride) : base(nameof(PatchEmbedding))
    {
        layers = (Conv2d(inChannels, outChannels, patch, stride, patch / 2), new(outChannels));
        register_module("proj", layers.Project);
        register_module("layer_norm", layers.Norm);
    }

    public override Tensor forward(Tensor input)
    {
        var map = layers.Project.call(input);
        return F.Map(layers.Norm.call(F.Tokens(map)), like: map);
    }
}

/// <summary>
/// Attention whose keys and values are of a smaller map, made by a convolution whose stride is its kernel (Wang et al. 2021): by a factor
/// r along a side it costs 1/r² as much.
/// </summary>
internal sealed class EfficientSelfAttention : Module<Tensor, Tensor, Tensor>
{
    private readonly int heads;
    private readonly (Linear Query, Linear Key, Linear Value, Linear Output) layers;
    private readonly (Conv2d Convolution, LayerNormalization Norm)? reduce;

    internal EfficientSelfAttention(int channels, int heads, int reduction) : base(nameof(EfficientSelfAttention))
    {
        this.heads = heads;
        layers = (Linear(channels, channels), Linear(channels, channels), Linear(channels, channels), Linear(channels, channels));
        List<(string, Module<Tensor, Tensor>)> parts = [("query", layers.Query), ("key", layers.Key), ("value", layers.Value)];
        if (reduction > 1)
        {
            var (convolution, norm) = (Conv2d(channels, channels, reduction, stride: reduction), new LayerNormalization(channels));
            reduce = (convolution, norm);
            parts.AddRange([("sr", convolution), ("layer_norm", norm)]);
        }

        register_module("self", ModuleDict([.. parts]));
        register_module("output", ModuleDict(("dense", layers.Output)));
    }

    public override Tensor forward(Tensor tokens, Tensor map)
    {
        var few = tokens;                                                                                  // (N, H/r · W/r, channels)
        if (reduce is var (convolution, norm)) few = norm.call(F.Tokens(convolution.call(F.Map(tokens, like: map))));
        return layers.Output.call(F.Attention(layers.Query.call(tokens), layers.Key.call(few), layers.Value.call(few), heads));
    }
}

/// <summary>The paper's Mix-FFN: a linear layer, a 3×3 convolution of each channel alone, GELU, and a linear layer back.</summary>
internal sealed class MixPerceptron : Module<Tensor, Tensor, Tensor>
{
    private readonly (Linear Widen, Conv2d Mix, GELU Activation, Linear Narrow) layers;

    internal MixPerceptron(int channels, int hidden, int dilation) : base(nameof(MixPerceptron))
    {
        var mix = Conv2d(hidden, hidden, 3, padding: dilation, dilation: dilation, groups: hidden);
        layers = (Linear(channels, hidden), mix, GELU(), Linear(hidden, channels));
        register_module("dense1", layers.Widen);
        register_module("dwconv", ModuleDict(("dwconv", mix)));
        register_module("activation", layers.Activation);
        register_module("dense2", layers.Narrow);
    }

    public override Tensor forward(Tensor tokens, Tensor map)
    {
        var mixed = F.Tokens(layers.Mix.call(F.Map(layers.Widen.call(tokens), like: map)));            // (N, H·W, hidden)
        return layers.Narrow.call(layers.Activation.call(mixed));
    }
}
