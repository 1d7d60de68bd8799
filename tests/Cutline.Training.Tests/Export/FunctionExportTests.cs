using Cutline.Training.Layers;
using TorchSharp;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Cutline.Training.Tests.Export;

/// <summary>The functions of F: each in a model, exported and compared with it at sizes that it was not recorded on.</summary>
public sealed class FunctionExportTests : IDisposable
{
    private readonly DisposeScope scope = NewDisposeScope();

    public FunctionExportTests() => manual_seed(4);

    private static readonly Dictionary<string, Func<Tensor, Tensor, Tensor>> Functions = new()
    {
        ["cat"] = (x, _) => F.Cat([x, F.Relu(x)]),
        ["cat of rows"] = (x, _) => F.Cat([x, x], 2),
        ["add"] = (x, c) => F.Add(x, c),
        ["add number"] = (x, _) => F.Add(x, 0.5),
        ["subtract"] = (x, c) => F.Subtract(c, x),
        ["subtract number"] = (x, _) => F.Subtract(x, 0.25),
        ["multiply"] = (x, c) => F.Multiply(x, c),
        ["multiply number"] = (x, _) => F.Multiply(x, -3),
        ["divide"] = (x, c) => F.Divide(x, c),
        ["divide number"] = (x, _) => F.Divide(x, 0.3),
        ["relu"] = (x, _) => F.Relu(x),
        ["relu in place, the input used again"] = (x, _) => F.Add(F.Relu(x, inPlace: true), x),
        ["sigmoid"] = (x, _) => F.Sigmoid(x),
        ["softmax"] = (x, _) => F.Softmax(x),
        ["clamp"] = (x, _) => F.Clamp(x, -0.2, 0.4),
        ["mean"] = (x, _) => F.Mean(x, [2, 3]),
        ["mean of channels"] = (x, _) => F.Multiply(x, F.Mean(x, [1])),
        ["tokens and map"] = (x, _) => F.Map(F.Softmax(F.Tokens(x), 2), like: x),
        ["map to another's size"] = (x, _) => F.Map(F.Tokens(F.MaxPool(x, 2)), like: F.AvgPool(x, 2)),
        ["attention"] = (x, _) => F.Map(F.Attention(F.Tokens(x), F.Tokens(F.MaxPool(x, 4)), F.Tokens(F.AvgPool(x, 4)), 2), like: x),
        ["max pool"] = (x, _) => F.MaxPool(x, 3, 2, 1),
        ["avg pool"] = (x, _) => F.AvgPool(x, 4),
        ["global avg pool"] = (x, _) => F.GlobalAvgPool(x),
        ["pixel shuffle"] = (x, _) => F.PixelShuffle(x, 2),
        ["interpolate to another's size"] = (x, _) => F.Interpolate(F.MaxPool(x, 2), like: x),
        ["interpolate, nearest"] = (x, _) => F.Interpolate(x, 2, Interpolation.Nearest),
        ["interpolate by a fraction"] = (x, _) => F.Interpolate(x, 0.55),
        ["interpolate to a fixed size"] = (x, _) => F.Interpolate(x, 30, 50),
        ["pad to a multiple"] = (x, _) => F.PadToMultiple(x, 16),
        ["pad and crop"] = (x, _) => F.CropLike(F.AvgPool(F.PadToMultiple(x, 7), 3, 1, 1), x),
    };

    public static TheoryData<string> Names => [.. Functions.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void Exports(string function)
    {
        using var exported = new Exported(new Around(Functions[function]));
        foreach (var (batch, height, width) in ((long, long, long)[])[(1, 48, 64), (2, 37, 61)])
        {
            var (difference, spread) = exported.Compare(batch, height, width);
            Assert.InRange(difference, 0, 1e-4);
            Assert.InRange(spread, 0.001, 1);
        }
    }

    public void Dispose() => scope.Dispose();

    /// <summary>Applies a function to four channels of features and a constant, (1, 4, 1, 1); its output weighs the logits.</summary>
    private sealed class Around : Module<Tensor, Tensor>
    {
        private readonly Func<Tensor, Tensor, Tensor> function;
        private readonly Module<Tensor, Tensor> before = Conv2d(3, 4, 1);
        private readonly TorchSharp.Modules.Parameter constant = new(rand(1, 4, 1, 1) + 0.5f);

        internal Around(Func<Tensor, Tensor, Tensor> function) : base(nameof(Around))
        {
            this.function = function;
            RegisterComponents();
        }

        public override Tensor forward(Tensor input)
        {
            var y = function(before.call(input), constant);
            var gate = F.Interpolate(F.Mean(F.Multiply(y, F.Add(y, 1)), [1]), like: input); // the square tells channels apart that sum to 1
            return F.Multiply(gate, F.Mean(before.call(input), [1]));
        }
    }
}
