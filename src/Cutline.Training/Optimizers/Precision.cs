using TorchSharp;
using static TorchSharp.torch;

namespace Cutline.Training.Optimizers;

/// <summary>The arithmetic of convolutions. Batch norm, losses and the optimizer compute in 32 bits with each of them.</summary>
public enum Precision
{
    /// <summary>32-bit floats throughout.</summary>
    Fp32,

    /// <summary>bfloat16 convolutions with weights cast from 32-bit ones.</summary>
    Bf16,

    /// <summary>fp16 convolutions with weights cast from 32-bit ones, and loss scaling; on CUDA alone.</summary>
    Fp16,
}

/// <summary>What follows from a <see cref="Precision"/>.</summary>
public static class Precisions
{
    /// <summary>The element type of convolutions.</summary>
    public static ScalarType ElementType(this Precision precision) => precision switch
    {
        Precision.Fp32 => ScalarType.Float32,
        Precision.Bf16 => ScalarType.BFloat16,
        Precision.Fp16 => ScalarType.Float16,
        _ => throw new ArgumentOutOfRangeException(nameof(precision), precision, "use Fp32, Bf16 or Fp16"),
    };

    /// <exception cref="ArgumentException">The device has no such arithmetic.</exception>
    public static void CheckOn(this Precision precision, Device device)
    {
        if (precision == Precision.Fp16 && device.type != DeviceType.CUDA)
            throw new ArgumentException("fp16 is for CUDA devices: use bf16 on the CPU, or the device cuda");
    }
}
