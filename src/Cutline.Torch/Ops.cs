namespace Cutline.Torch;

/// <summary>The operators that Tensor's typed methods call, found once. One line each: this is the list to extend.</summary>
internal static class Ops
{
    internal static readonly Operator Empty = Operator.Find("empty", "memory_format");
    internal static readonly Operator Zeros = Operator.Find("zeros");
    internal static readonly Operator Ones = Operator.Find("ones");
    internal static readonly Operator Full = Operator.Find("full");
    internal static readonly Operator Rand = Operator.Find("rand");
    internal static readonly Operator RandN = Operator.Find("randn");
    internal static readonly Operator Cat = Operator.Find("cat");
    internal static readonly Operator Stack = Operator.Find("stack");
    internal static readonly Operator Where = Operator.Find("where", "self");

    internal static readonly Operator ToType = Operator.Find("to", "dtype");
    internal static readonly Operator ToDevice = Operator.Find("to", "device");
    internal static readonly Operator Contiguous = Operator.Find("contiguous");
    internal static readonly Operator Clone = Operator.Find("clone");
    internal static readonly Operator Detach = Operator.Find("detach");
    internal static readonly Operator View = Operator.Find("view");
    internal static readonly Operator Reshape = Operator.Find("reshape");
    internal static readonly Operator Permute = Operator.Find("permute");
    internal static readonly Operator Unsqueeze = Operator.Find("unsqueeze");
    internal static readonly Operator Squeeze = Operator.Find("squeeze", "dim");
    internal static readonly Operator Expand = Operator.Find("expand");
    internal static readonly Operator Narrow = Operator.Find("narrow");
    internal static readonly Operator Select = Operator.Find("select", "int");
    internal static readonly Operator IndexSelect = Operator.Find("index_select");
    internal static readonly Operator Flip = Operator.Find("flip");
    internal static readonly Operator CopyInto = Operator.Find("copy_");
    internal static readonly Operator AddScalarInPlace = Operator.Find("add_", "Scalar");
    internal static readonly Operator SetData = Operator.Find("set_data");
    internal static readonly Operator Fill = Operator.Find("fill_", "Scalar");

    internal static readonly Operator Arange = Operator.Find("arange");
    internal static readonly Operator Gather = Operator.Find("gather");
    internal static readonly Operator Sort = Operator.Find("sort");
    internal static readonly Operator CumSum = Operator.Find("cumsum");
    internal static readonly Operator BinCount = Operator.Find("bincount");
    internal static readonly Operator Softmax = Operator.Find("softmax", "int");
    internal static readonly Operator LogSoftmax = Operator.Find("log_softmax", "int");
    internal static readonly Operator NeScalar = Operator.Find("ne", "Scalar");

    internal static readonly Operator Add = Operator.Find("add", "Tensor");
    internal static readonly Operator AddScalar = Operator.Find("add", "Scalar");
    internal static readonly Operator Sub = Operator.Find("sub", "Tensor");
    internal static readonly Operator SubScalar = Operator.Find("sub", "Scalar");
    internal static readonly Operator RSubScalar = Operator.Find("rsub", "Scalar");
    internal static readonly Operator Neg = Operator.Find("neg");
    internal static readonly Operator Mul = Operator.Find("mul", "Tensor");
    internal static readonly Operator MulScalar = Operator.Find("mul", "Scalar");
    internal static readonly Operator Div = Operator.Find("div", "Tensor");
    internal static readonly Operator DivScalar = Operator.Find("div", "Scalar");
    internal static readonly Operator Sigmoid = Operator.Find("sigmoid");
    internal static readonly Operator Relu = Operator.Find("relu");
    internal static readonly Operator Exp = Operator.Find("exp");
    internal static readonly Operator Log = Operator.Find("log");
    internal static readonly Operator Sqrt = Operator.Find("sqrt");
    internal static readonly Operator Abs = Operator.Find("abs");
    internal static readonly Operator Pow = Operator.Find("pow", "Tensor_Scalar");
    internal static readonly Operator Round = Operator.Find("round");
    internal static readonly Operator Clamp = Operator.Find("clamp");
    internal static readonly Operator ClampMin = Operator.Find("clamp_min");
    internal static readonly Operator LerpScalar = Operator.Find("lerp", "Scalar");
    internal static readonly Operator MatMul = Operator.Find("matmul");
    internal static readonly Operator GtScalar = Operator.Find("gt", "Scalar");
    internal static readonly Operator GeScalar = Operator.Find("ge", "Scalar");
    internal static readonly Operator LtScalar = Operator.Find("lt", "Scalar");
    internal static readonly Operator Eq = Operator.Find("eq", "Tensor");
    internal static readonly Operator LogicalAnd = Operator.Find("logical_and");
    internal static readonly Operator IsFinite = Operator.Find("isfinite");
    internal static readonly Operator All = Operator.Find("all");
    internal static readonly Operator ArgMax = Operator.Find("argmax");
    internal static readonly Operator Sum = Operator.Find("sum");
    internal static readonly Operator SumDims = Operator.Find("sum", "dim_IntList");
    internal static readonly Operator Mean = Operator.Find("mean");
    internal static readonly Operator MeanDims = Operator.Find("mean", "dim");
    internal static readonly Operator Max = Operator.Find("max");
    internal static readonly Operator Min = Operator.Find("min");
}
