namespace Cutline.Torch.Optim;

/// <summary>The length of all gradients together, in a few operator calls over every parameter.</summary>
public static class GradientNorm
{
    private static readonly Operator NormOp = Operator.Find("_foreach_norm", "Scalar");
    private static readonly Operator MulOp = Operator.Find("_foreach_mul_", "Scalar");

    /// <summary>
    /// Shortens the gradients to a common length of at most <paramref name="most"/>, as torch.nn.utils.clip_grad_norm_
    /// (Pascanu, Mikolov and Bengio 2013). Parameters without a gradient take no part.
    /// </summary>
    /// <returns>The length before.</returns>
    public static double Clip(IEnumerable<Tensor> parameters, double most)
    {
        using var scope = new TensorScope();
        using var _ = LibTorch.NoGrad();
        var gradients = Of(parameters);
        if (gradients.Length == 0) return 0;
        var norm = Tensor.Stack(NormOp.Tensors(gradients, 2.0)!).Pow(2).Sum().Sqrt().Item<float>();
        var factor = most / (norm + 1e-6);
        if (factor < 1) MulOp.InPlace(gradients, factor);
        return norm;
    }

    /// <summary>Whether every element of every gradient is finite, after multiplying all by a factor.</summary>
    internal static bool Scale(IEnumerable<Tensor> parameters, double factor)
    {
        using var scope = new TensorScope();
        using var _ = LibTorch.NoGrad();
        var gradients = Of(parameters);
        if (gradients.Length == 0) return true;
        MulOp.InPlace(gradients, factor);
        return float.IsFinite(Tensor.Stack(NormOp.Tensors(gradients, double.PositiveInfinity)!).Max().Item<float>());
    }

    private static Tensor[] Of(IEnumerable<Tensor> parameters) => [.. parameters.Select(p => p.Grad).OfType<Tensor>()];
}
