namespace Cutline.Torch.Nn;

/// <summary>PyTorch's default for convolutions: He et al. 2015 with a = √5, which is uniform in ±1/√fan_in.</summary>
internal static class Initialisation
{
    private static readonly Operator UniformOp = Operator.Find("uniform_");

    internal static Tensor Uniform(double bound, params long[] shape)
    {
        var tensor = Tensor.Empty(shape);
        UniformOp.InPlace(tensor, -bound, bound);
        return tensor;
    }
}
