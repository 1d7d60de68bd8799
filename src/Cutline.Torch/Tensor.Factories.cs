namespace Cutline.Torch;

public sealed partial class Tensor
{
    /// <summary>Elements of any value.</summary>
    public static Tensor Empty(long[] shape, DType type = DType.Float32, Device device = default) =>
        Ops.Empty.Tensor(shape, type, Arg.None, device);

    public static Tensor Zeros(long[] shape, DType type = DType.Float32, Device device = default) =>
        Ops.Zeros.Tensor(shape, type, Arg.None, device);

    public static Tensor Ones(long[] shape, DType type = DType.Float32, Device device = default) =>
        Ops.Ones.Tensor(shape, type, Arg.None, device);

    public static Tensor Full(long[] shape, double value, DType type = DType.Float32, Device device = default) =>
        Ops.Full.Tensor(shape, value, type, Arg.None, device);

    /// <summary>0, 1, 2, … below <paramref name="end"/>.</summary>
    public static Tensor Arange(long end, DType type = DType.Int64, Device device = default) => Ops.Arange.Tensor(end, type, Arg.None, device);

    /// <summary>Uniform in [0, 1).</summary>
    public static Tensor Rand(long[] shape, DType type = DType.Float32, Device device = default) =>
        Ops.Rand.Tensor(shape, type, Arg.None, device);

    /// <summary>Normal with mean 0 and variance 1.</summary>
    public static Tensor RandN(long[] shape, DType type = DType.Float32, Device device = default) =>
        Ops.RandN.Tensor(shape, type, Arg.None, device);

    /// <summary>Joins tensors along an existing dimension.</summary>
    public static Tensor Cat(Tensor[] tensors, int dim) => Ops.Cat.Tensor(tensors, dim);

    /// <summary>Joins tensors along a new dimension.</summary>
    public static Tensor Stack(Tensor[] tensors, int dim = 0) => Ops.Stack.Tensor(tensors, dim);

    /// <summary>Elements of one where the condition holds, of the other elsewhere.</summary>
    public static Tensor Where(Tensor condition, Tensor yes, Tensor no) => Ops.Where.Tensor(condition, yes, no);
}
