namespace Cutline.Torch;

/// <summary>Arithmetic, comparisons and reductions, under PyTorch's names.</summary>
public sealed partial class Tensor
{
    public static Tensor operator +(Tensor a, Tensor b) => Ops.Add.Tensor(a, b);
    public static Tensor operator +(Tensor a, double b) => Ops.AddScalar.Tensor(a, b);
    public static Tensor operator -(Tensor a, Tensor b) => Ops.Sub.Tensor(a, b);
    public static Tensor operator -(Tensor a, double b) => Ops.SubScalar.Tensor(a, b);
    public static Tensor operator -(double a, Tensor b) => Ops.RSubScalar.Tensor(b, a);
    public static Tensor operator -(Tensor a) => Ops.Neg.Tensor(a);
    public static Tensor operator *(Tensor a, Tensor b) => Ops.Mul.Tensor(a, b);
    public static Tensor operator *(Tensor a, double b) => Ops.MulScalar.Tensor(a, b);
    public static Tensor operator /(Tensor a, Tensor b) => Ops.Div.Tensor(a, b);
    public static Tensor operator /(Tensor a, double b) => Ops.DivScalar.Tensor(a, b);

    public Tensor Sigmoid() => Ops.Sigmoid.Tensor(this);
    public Tensor Relu() => Ops.Relu.Tensor(this);
    public Tensor Exp() => Ops.Exp.Tensor(this);
    public Tensor Log() => Ops.Log.Tensor(this);
    public Tensor Sqrt() => Ops.Sqrt.Tensor(this);
    public Tensor Abs() => Ops.Abs.Tensor(this);
    public Tensor Pow(double exponent) => Ops.Pow.Tensor(this, exponent);

    /// <summary>To whole numbers, halves to the even one.</summary>
    public Tensor Round() => Ops.Round.Tensor(this);
    public Tensor Clamp(double min, double max) => Ops.Clamp.Tensor(this, min, max);
    public Tensor ClampMin(double min) => Ops.ClampMin.Tensor(this, min);
    public Tensor Lerp(Tensor end, double weight) => Ops.LerpScalar.Tensor(this, end, weight);
    public Tensor MatMul(Tensor other) => Ops.MatMul.Tensor(this, other);

    /// <summary>Shares of a whole along one dimension: exp(x) over its sum.</summary>
    public Tensor Softmax(int dim) => Ops.Softmax.Tensor(this, dim);

    /// <summary>The logarithm of <see cref="Softmax"/>, without its overflow.</summary>
    public Tensor LogSoftmax(int dim) => Ops.LogSoftmax.Tensor(this, dim);

    /// <summary>Running sums along one dimension.</summary>
    public Tensor CumSum(int dim) => Ops.CumSum.Tensor(this, dim);

    /// <summary>Elements from high to low along one dimension, and where each was, int64.</summary>
    public (Tensor Values, Tensor Indices) SortDescending(int dim) => Ops.Sort.Tensors(this, dim, true) is [Tensor values, Tensor indices] ? (values, indices) : default;

    /// <summary>How often each of the numbers 0 to <paramref name="count"/> − 1, or higher ones that occur, is in a row of them (int64).</summary>
    public Tensor BinCount(long count) => Ops.BinCount.Tensor(this, Arg.None, count);

    public Tensor Ne(double value) => Ops.NeScalar.Tensor(this, value);
    public Tensor Gt(double value) => Ops.GtScalar.Tensor(this, value);
    public Tensor Ge(double value) => Ops.GeScalar.Tensor(this, value);
    public Tensor Lt(double value) => Ops.LtScalar.Tensor(this, value);
    public Tensor Eq(Tensor other) => Ops.Eq.Tensor(this, other);
    public Tensor LogicalAnd(Tensor other) => Ops.LogicalAnd.Tensor(this, other);
    public Tensor IsFinite() => Ops.IsFinite.Tensor(this);
    public Tensor All() => Ops.All.Tensor(this);

    /// <summary>Where along one dimension the highest element is, int64; the dimension disappears.</summary>
    public Tensor ArgMax(int dim) => Ops.ArgMax.Tensor(this, dim);

    /// <summary>The sum of all elements, a scalar.</summary>
    public Tensor Sum() => Ops.Sum.Tensor(this);
    public Tensor Sum(long[] dims, bool keepDim = false) => Ops.SumDims.Tensor(this, dims, keepDim);

    /// <summary>The mean of all elements, a scalar.</summary>
    public Tensor Mean() => Ops.Mean.Tensor(this);
    public Tensor Mean(long[] dims, bool keepDim = false) => Ops.MeanDims.Tensor(this, dims, keepDim);

    public Tensor Max() => Ops.Max.Tensor(this);
    public Tensor Min() => Ops.Min.Tensor(this);
}
