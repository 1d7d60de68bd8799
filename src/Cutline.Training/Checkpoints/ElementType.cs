namespace Cutline.Training.Checkpoints;

/// <summary>The type of a tensor's elements in a checkpoint. Elements are little-endian.</summary>
public enum ElementType
{
    /// <summary>A byte, 0 or 1.</summary>
    Bool,

    /// <summary>An unsigned integer of 8 bits.</summary>
    U8,

    /// <summary>A signed integer of 8 bits.</summary>
    I8,

    /// <summary>A signed integer of 16 bits.</summary>
    I16,

    /// <summary>A signed integer of 32 bits.</summary>
    I32,

    /// <summary>A signed integer of 64 bits.</summary>
    I64,

    /// <summary>IEEE 754 half precision.</summary>
    F16,

    /// <summary>The upper 16 bits of single precision.</summary>
    BF16,

    /// <summary>IEEE 754 single precision.</summary>
    F32,

    /// <summary>IEEE 754 double precision.</summary>
    F64,
}
