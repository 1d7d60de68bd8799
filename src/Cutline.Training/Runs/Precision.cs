using Cutline.Torch;

namespace Cutline.Training.Runs;

/// <summary>The arithmetic of convolutions.</summary>
public enum Precision
{
    /// <summary>32-bit floats throughout.</summary>
    Fp32,

    /// <summary>bfloat16 convolutions by autocast; weights, losses and optimizer in 32-bit.</summary>
    Bf16,

    /// <summary>fp16 convolutions by autocast, with loss scaling; on CUDA alone.</summary>
    Fp16,
}

public static class Precisions
{
    /// <exception cref="ArgumentException">The device has no such arithmetic.</exception>
    public static void CheckOn(this Precision precision, Device device)
    {
        if (precision == Precision.Fp16 && !device.IsCuda) throw new ArgumentException("fp16 is for CUDA devices: use --precision bf16 on the CPU, or --device cuda");
    }

    /// <summary>Runs a forward pass in this arithmetic; the result is fp32.</summary>
    public static Tensor Run(this Precision precision, Device device, Func<Tensor> forward)
    {
        if (precision == Precision.Fp32) return forward();
        using var _ = LibTorch.Autocast(precision == Precision.Fp16 ? DType.Float16 : DType.BFloat16, device);
        return forward().To(DType.Float32);
    }
}
