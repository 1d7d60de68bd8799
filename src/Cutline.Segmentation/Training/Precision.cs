using Cutline.Torch;

namespace Cutline.Segmentation.Training;

/// <summary>The arithmetic of convolutions.</summary>
public enum Precision
{
    /// <summary>32-bit floats throughout.</summary>
    Fp32,

    /// <summary>bfloat16 convolutions by autocast; weights, losses and optimizer in 32-bit.</summary>
    Bf16,
}

public static class Precisions
{
    /// <summary>Runs a forward pass in this arithmetic; the result is fp32.</summary>
    public static Tensor Run(this Precision precision, Device device, Func<Tensor> forward)
    {
        if (precision == Precision.Fp32) return forward();
        using var _ = LibTorch.Autocast(DType.BFloat16, device);
        return forward().To(DType.Float32);
    }
}
