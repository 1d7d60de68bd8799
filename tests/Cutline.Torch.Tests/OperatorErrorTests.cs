namespace Cutline.Torch.Tests;

/// <summary>What an operator refuses comes back as an exception of one line that names the operator and what it got, and the process lives on.</summary>
public sealed class OperatorErrorTests : IDisposable
{
    private static readonly Dictionary<string, (string Operator, string Got, string Reason, Func<Tensor> Call)> Refused = new()
    {
        ["channels"] = ("conv2d", "Float32[1, 5, 8, 8], Float32[4, 3, 3, 3], none, [1, 1], [0, 0], [1, 1], 1", "expected input", () => F.Conv2d(Tensor.Ones([1, 5, 8, 8]), Tensor.Ones([4, 3, 3, 3]))),
        ["kernel too large"] = ("conv2d", "Float32[1, 3, 2, 2]", "", () => F.Conv2d(Tensor.Ones([1, 3, 2, 2]), Tensor.Ones([4, 3, 3, 3]))),
        ["broadcast"] = ("add", "Float32[2, 3], Float32[4]", "must match", () => Tensor.Ones([2, 3]) + Tensor.Ones([4])),
        ["inner size"] = ("matmul", "Float32[2, 3], Float32[2, 3]", "", () => Tensor.Ones([2, 3]).MatMul(Tensor.Ones([2, 3]))),
        ["elements"] = ("view", "Float32[6], [4]", "invalid", () => Tensor.Ones([6]).View(4)),
        ["joined sizes"] = ("cat", "[Float32[1, 2], Float32[1, 3]], 0", "", () => Tensor.Cat([Tensor.Ones([1, 2]), Tensor.Ones([1, 3])], 0)),
        ["dimension"] = ("squeeze", "Float32[1], 3", "out of range", () => Tensor.Ones([1]).Squeeze(3)),
        ["range"] = ("narrow", "Float32[4], 0, 3, 2", "", () => Tensor.Ones([4]).Narrow(0, 3, 2)),
        ["negative size"] = ("zeros", "[2, -1]", "negative", () => Tensor.Zeros([2, -1])),
        ["no memory"] = ("empty", "[281474976710656]", "", () => Tensor.Empty([1L << 48])),
        ["overflow"] = ("empty", "[9223372036854775807, 9223372036854775807]", "", () => Tensor.Empty([long.MaxValue, long.MaxValue])),
        ["target size"] = ("binary_cross_entropy_with_logits", "Float32[1, 1, 2, 2], Float32[1, 2, 2]", "", () => F.BinaryCrossEntropyWithLogits(Tensor.Ones([1, 1, 2, 2]), Tensor.Ones([1, 2, 2]))),

        ["element type"] = ("conv2d", "Int64[1, 3, 8, 8], Float32[4, 3, 3, 3]", "", () => F.Conv2d(Tensor.Ones([1, 3, 8, 8], DType.Int64), Tensor.Ones([4, 3, 3, 3]))),
        ["index type"] = ("index_select", "Float32[4], 0, Float32[1]", "", () => Tensor.Ones([4]).IndexSelect(0, Tensor.Zeros([1]))),
        ["index range"] = ("index_select", "Float32[4], 0, Int64[1]", "", () => Tensor.Ones([4]).IndexSelect(0, Tensor.Full([1], 4, DType.Int64))),
        ["mean of integers"] = ("mean", "Int64[4]", "", () => Tensor.Ones([4], DType.Int64).Mean()),
        ["unknown element type"] = ("to", "Float32[1], 99", "99 is no ScalarType", () => Tensor.Ones([1]).To((DType)99)),

        ["a number for a tensor"] = ("relu", "1", "argument 'self': expected Tensor", () => Operator.Find("relu").Tensor(1L)),
        ["nothing for a tensor"] = ("relu", "none", "argument 'self': expected Tensor", () => Operator.Find("relu").Tensor(Arg.None)),
        ["a list for a number"] = ("leaky_relu", "Float32[2], [1]", "argument 'negative_slope': expected Scalar", () => Operator.Find("leaky_relu").Tensor(Tensor.Ones([2]), new[] { 1L })),
        ["a number for a list"] = ("permute", "Float32[2], 0", "argument 'dims': expected int[]", () => Operator.Find("permute").Tensor(Tensor.Ones([2]), 0L)),
        ["reals for integers"] = ("permute", "Float32[2], [0.5]", "argument 'dims': expected int[]", () => Operator.Find("permute").Tensor(Tensor.Ones([2]), new[] { 0.5 })),
        ["a missing list"] = ("permute", "Float32[2], none", "argument 'dims': expected int[]", () => Operator.Find("permute").Tensor(Tensor.Ones([2]), (long[]?)null)),
        ["a tensor missing in a list"] = ("cat", "[Float32[1], none], 0", "argument 'tensors': expected Tensor[]", () => Tensor.Cat([Tensor.Ones([1]), null!], 0)),
        ["an empty list"] = ("cat", "[], 0", "", () => Tensor.Cat([], 0)),
        ["too many"] = ("relu", "Float32[1], Float32[1]", "takes at most 1 arguments, got 2", () => Operator.Find("relu").Tensor(Tensor.Ones([1]), Tensor.Ones([1]))),
        ["far too many"] = ("relu", "100000 arguments", "no operator takes so many", () => Operator.Find("relu").Tensor(new Arg[100_000])),
        ["too few"] = ("add", "Float32[1]", "argument 'other' is missing", () => Operator.Find("add", "Tensor").Tensor(Tensor.Ones([1]))),
        ["none at all"] = ("relu", "", "argument 'self' is missing", () => Operator.Find("relu").Tensor()),
        ["two results for one"] = ("max", "Float32[2], 0", "did not return one tensor", () => Operator.Find("max", "dim").Tensor(Tensor.Ones([2]), 0L)),
        ["a number for tensors"] = ("size", "Float32[2], 0", "did not return tensors alone", () => Operator.Find("size", "int").Tensors(Tensor.Ones([2]), 0L)[0]!),
        ["released"] = ("relu", "released", "the tensor was released", () => Disposed().Relu()),
        ["released in a list"] = ("cat", "[released], 0", "the tensor was released", () => Tensor.Cat([Disposed()], 0)),

        ["no such operator"] = ("no_such_operator", "", "this libtorch has no such operator", () => Operator.Find("no_such_operator").Tensor()),
        ["no such overload"] = ("relu.double", "", "this libtorch has no such operator", () => Operator.Find("relu", "double").Tensor()),
        ["no such library"] = ("none::such", "", "this libtorch has no such operator", () => Operator.Find("none::such").Tensor()),

        // What some libtorch crash on.
        ["shuffled by 0"] = ("pixel_shuffle", "Float32[1, 4, 2, 2], 0", "from 1 to", () => F.PixelShuffle(Tensor.Ones([1, 4, 2, 2]), 0)),
        ["shuffled by all"] = ("pixel_shuffle", "2147483647", "from 1 to", () => F.PixelShuffle(Tensor.Ones([1, 4, 2, 2]), int.MaxValue)),
        ["stride 0"] = ("conv2d", "[0, 0]", "stride", () => F.Conv2d(Tensor.Ones([1, 3, 8, 8]), Tensor.Ones([4, 3, 3, 3]), stride: 0)),
        ["transposed stride 0"] = ("conv_transpose2d", "[0, 0]", "stride", () => F.ConvTranspose2d(Tensor.Ones([1, 3, 8, 8]), Tensor.Ones([3, 4, 3, 3]), stride: 0)),
        ["groups 0"] = ("conv2d", "0", "groups", () => F.Conv2d(Tensor.Ones([1, 3, 8, 8]), Tensor.Ones([4, 3, 3, 3]), groups: 0)),
        ["padding without end"] = ("conv2d", "[2147483647, 2147483647]", "out of range", () => F.Conv2d(Tensor.Ones([1, 3, 8, 8]), Tensor.Ones([4, 3, 3, 3]), padding: int.MaxValue)),
        ["pooled by 0"] = ("max_pool2d", "[0, 0]", "", () => F.MaxPool2d(Tensor.Ones([1, 3, 8, 8]), 0)),
        ["averaged by 0"] = ("avg_pool2d", "[0, 0]", "", () => F.AvgPool2d(Tensor.Ones([1, 3, 8, 8]), 0, 0)),
        ["enlarged to 0"] = ("upsample_bilinear2d", "[0, 4]", "", () => F.Bilinear(Tensor.Ones([1, 3, 8, 8]), 0, 4)),
        ["scaled otherwise than sized"] = ("upsample_bilinear2d", "0.1", "leave them out", () => Operator.Find("upsample_bilinear2d").Tensor(Tensor.Ones([1, 1, 2, 2]), new[] { 3L, 3 }, false, 0.1, 0.1)),
        ["a view far away"] = ("as_strided", "9223372036854775807", "reaches beyond", () => Operator.Find("as_strided").Tensor(Tensor.Ones([1]), Array.Empty<long>(), Array.Empty<long>(), long.MaxValue)),
    };

    private readonly TensorScope scope = new();

    public static TheoryData<string> Cases() => [.. Refused.Keys];

    [Theory]
    [MemberData(nameof(Cases))]
    public void The_exception_names_the_operator_its_arguments_and_the_reason(string name)
    {
        var (@operator, got, reason, call) = Refused[name];
        var e = Assert.Throws<TorchException>(call);
        Assert.Equal(@operator, e.Operator);
        Assert.Contains(got, e.Shapes, StringComparison.Ordinal);
        Assert.StartsWith($"{e.Operator}({e.Shapes}): ", e.Message);
        Assert.Contains(reason, e.Message, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain('\n', e.Message);
        Assert.InRange(e.Message.Length, e.Operator.Length + e.Shapes.Length + 10, 800);

        // Life goes on.
        Assert.Equal([27], F.Conv2d(Tensor.Ones([1, 3, 3, 3]), Tensor.Ones([1, 3, 3, 3])).ToArray<float>());
    }

    [Fact]
    public void An_operator_knows_its_schema()
    {
        Assert.Equal("aten::relu(Tensor self) -> Tensor", Operator.Find("relu").Schema);
        Assert.Same(Operator.Find("relu"), Operator.Find("aten::relu"));
        Assert.Null(Operator.TryFind("no_such_operator"));
    }

    public void Dispose() => scope.Dispose();

    private static Tensor Disposed()
    {
        var tensor = Tensor.Ones([1]);
        tensor.Dispose();
        return tensor;
    }
}
