namespace Cutline.Segmentation.Training;

/// <summary>The arithmetic of convolutions.</summary>
public enum Precision
{
    /// <summary>32-bit floats throughout.</summary>
    Fp32,

    /// <summary>bfloat16 convolutions by autocast; weights, losses and optimizer in 32-bit.</summary>
    Bf16,
}
