using TorchSharp;
using static Cutline.Training.Layers.Scalars;
using static TorchSharp.torch;

namespace Cutline.Training.Optimizers;

/// <summary>The length of all gradients together.</summary>
public static class GradientNorm
{
    /// <summary>
    /// Shortens flat gradients to a length of at most <paramref name="most"/>, as torch.nn.utils.clip_grad_norm_
    /// (Pascanu, Mikolov and Bengio 2013).
    /// </summary>
    /// <returns>The length before.</returns>
    public static double Clip(Tensor gradients, double most)
    {
        ArgumentNullException.ThrowIfNull(gradients);
        using var scope = NewDisposeScope();
        using var _ = no_grad();
        var norm = gradients.norm().item<float>();
        var factor = most / (norm + 1e-6);
        if (factor < 1) gradients.mul_(Held(factor));
        return norm;
    }

    /// <summary>Multiplies flat gradients by a factor. Returns whether every element is finite then.</summary>
    internal static bool Scale(Tensor gradients, double factor)
    {
        using var scope = NewDisposeScope();
        using var _ = no_grad();
        return float.IsFinite(gradients.mul_(Held(factor)).abs().max().item<float>());
    }
}
