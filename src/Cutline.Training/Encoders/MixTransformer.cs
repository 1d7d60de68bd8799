using Cutline.Training.Layers;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Cutline.Training.Encoders;

/// <summary>
/// The Mix Transformer of SegFormer (Xie et al. 2021, table 6): four stages, each of a convolution that embeds overlapping patches as
/// tokens, <see cref="MixTransformerBlock"/>s and layer norm. Features at strides 4, 8, 16 and 32. Weights have the names of the
/// transformers library (<c>SegformerModel.encoder</c>). Without the paper's stochastic depth. Dilated, the last stage keeps stride 16.
/// </summary>
public sealed class MixTransformer : Encoder
{
    // Side of the patches, stride, blocks, heads, and the factor by which keys and values are reduced along a side.
    private static readonly (int Patch, int Stride, int Blocks, int Heads, int Reduction)[] Stages =
        [(7, 4, 2, 1, 8), (3, 2, 2, 2, 4), (3, 2, 2, 5, 2), (3, 2, 2, 8, 1)];

    /// <summary>Channels of each stage of the smallest.</summary>
    internal static readonly int[] B0 = [32, 64, 160, 256];

    private readonly PatchEmbedding[] embeddings;
    private readonly MixTransformerBlock[][] blocks;
    private readonly LayerNormalization[] norms;

    /// <param name="channels">Of each stage.</param>
    /// <param name="inChannels">Channels of the picture.</param>
    /// <param name="dilated">The last stage keeps stride 16.</param>
    internal MixTransformer(int[] channels, int inChannels, bool dilated)
        : base(nameof(MixTransformer), channels, finest: 4, coarsest: dilated ? 16 : 32)
    {
        bool Dilates(int stage) => dilated && stage == Stages.Length - 1;
        embeddings = [.. Stages.Select((s, i) =>
            new PatchEmbedding(i == 0 ? inChannels : channels[i - 1], channels[i], s.Patch, Dilates(i) ? 1 : s.Stride))];
        blocks = [.. Stages.Select((s, i) => Enumerable.Range(0, s.Blocks)
            .Select(_ => new MixTransformerBlock(channels[i], s.Heads, s.Reduction, Dilates(i) ? 2 : 1)).ToArray())];
        norms = [.. channels.Select(c => new LayerNormalization(c))];
        register_module("patch_embeddings", ModuleList(embeddings));
        register_module("block", ModuleList(Array.ConvertAll(blocks, stage => ModuleList(stage))));
        register_module("layer_norm", ModuleList(norms));
    }

    /// <summary>32, dilated or not: reduced keys and values cover whole windows of pixels then.</summary>
    public override int Multiple => Stages[0].Stride * Stages[0].Reduction;

    /// <inheritdoc/>
    public override IReadOnlyList<string> Head { get; } = ["classifier."];

    /// <inheritdoc/>
    public override string Published => "the transformers library, such as nvidia/mit-b0";

    /// <inheritdoc/>
    public override Tensor[] Features(Tensor x)
    {
        var features = new List<Tensor>();
        for (var stage = 0; stage < embeddings.Length; stage++)
        {
            var map = embeddings[stage].call(x);                                       // (N, channels, H/s, W/s)
            var tokens = F.Tokens(map);                                                // (N, H/s · W/s, channels)
            foreach (var block in blocks[stage]) tokens = block.call(tokens, map);
            features.Add(x = F.Map(norms[stage].call(tokens), like: map));
        }

        return [.. features];
    }
}
