using TorchSharp;
using static TorchSharp.torch;

namespace Cutline.Training.Layers;

/// <content>Functions of transformers. Tokens are (N, tokens, C).</content>
public static partial class F
{
    /// <summary>The function that <see cref="Attention"/> reports.</summary>
    internal const string AttentionName = "scaled_dot_product_attention";

    /// <summary>A feature map's pixels as tokens, row by row: (N, C, H, W) → (N, H·W, C).</summary>
    public static Tensor Tokens(Tensor map) => Recorded("tokens", map.flatten(2).transpose(1, 2), [map]);

    /// <summary>Undoes <see cref="Tokens"/>: (N, H·W, C) → (N, C, H, W).</summary>
    /// <param name="tokens">As many as the map has pixels.</param>
    /// <param name="like">A feature map (…, H, W).</param>
    public static Tensor Map(Tensor tokens, Tensor like) =>
        Recorded("map", tokens.transpose(1, 2).unflatten(2, like.shape[2], like.shape[3]), [tokens, like]);

    /// <summary>
    /// Attention (Vaswani et al. 2017): for each query the mean of the values, weighted by softmax(query · key / √d) over the keys, in each
    /// of the heads, to which d = C / heads channels belong. (N, L, C), (N, M, C), (N, M, C) → (N, L, C).
    /// </summary>
    public static Tensor Attention(Tensor query, Tensor key, Tensor value, int heads)
    {
        Tensor Split(Tensor x) => x.unflatten(2, heads, x.shape[2] / heads).transpose(1, 2);                  // (N, heads, …, d)
        var mean = torch.nn.functional.scaled_dot_product_attention(Split(query), Split(key), Split(value));
        return Recorded(AttentionName, mean.transpose(1, 2).flatten(2), [query, key, value], ("heads", (long)heads));
    }
}
