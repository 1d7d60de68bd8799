using Cutline.Torch;

namespace Cutline.Segmentation.Inference;

/// <summary>What logits say as probabilities.</summary>
public static class Probabilities
{
    /// <summary>Logits (N, K, H, W) → fp32 of that shape: for K = 1 the object's (sigmoid), otherwise shares of the classes (softmax).</summary>
    public static Tensor Of(Tensor logits)
    {
        using var scope = new TensorScope();
        var x = logits.To(DType.Float32);
        return scope.Keep(x.Shape[1] == 1 ? x.Sigmoid() : x.Softmax(1));
    }
}
