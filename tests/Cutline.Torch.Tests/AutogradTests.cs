namespace Cutline.Torch.Tests;

public sealed class AutogradTests : IDisposable
{
    private readonly TensorScope scope = new();
    private readonly Tensor x = Tensor.From<float>([1, 2, 3], 3);

    public AutogradTests() => x.RequiresGrad = true;

    [Fact]
    public void Gradients_by_hand()
    {
        Assert.Null(x.Grad);
        (x.Pow(2) * 3).Sum().Backward();
        Assert.Equal([6, 12, 18], x.Grad!.ToArray<float>());
        x.Grad = null;
        (x.Detach() * x).Sum().Backward();
        Assert.Equal([1, 2, 3], x.Grad!.ToArray<float>());
    }

    [Fact]
    public void NoGrad_scopes_nest_and_end_with_their_block()
    {
        Assert.True(Recorded());
        using (LibTorch.NoGrad())
        {
            Assert.False(Recorded());
            using (LibTorch.NoGrad()) Assert.False(Recorded());
            Assert.False(Recorded());
        }

        Assert.True(Recorded());
    }

    [Fact]
    public void NoGrad_ends_when_an_exception_passes_and_only_once()
    {
        Assert.Throws<TorchException>(() =>
        {
            using var _ = LibTorch.NoGrad();
            x.MatMul(Tensor.Ones([5, 5]));
        });
        Assert.True(Recorded());

        var first = LibTorch.NoGrad();
        first.Dispose();
        using var second = LibTorch.NoGrad();
        first.Dispose();
        Assert.False(Recorded());
    }

    [Fact]
    public void NoGrad_holds_for_its_own_thread()
    {
        using var noGrad = LibTorch.NoGrad();
        var (recorded, caught) = (false, (Exception?)null);
        var thread = new Thread(() =>
        {
            using var own = new TensorScope();
            recorded = Recorded();
            caught = Record.Exception(noGrad.Dispose);
        });
        thread.Start();
        thread.Join();
        Assert.True(recorded);
        Assert.IsType<InvalidOperationException>(caught);
        Assert.False(Recorded());
    }

    [Fact]
    public void What_cannot_be_derived_says_so()
    {
        AssertRefused("backward", "Float32[3]", () => (x * 2).Backward());
        AssertRefused("backward", "Float32[]", () => Tensor.Ones([]).Backward());
        AssertRefused("requires_grad_", "Int64[2]", () => Tensor.Ones([2], DType.Int64).RequiresGrad = true);
        AssertRefused("requires_grad_", "Float32[3]", () => (x * 2).RequiresGrad = false);
        AssertRefused("relu_", "Float32[3]", () => F.ReluInPlace(x));

        var twice = (x * x).Sum();
        twice.Backward();
        AssertRefused("backward", "Float32[]", twice.Backward);
        Assert.Equal([2, 4, 6], x.Grad!.ToArray<float>());
    }

    public void Dispose() => scope.Dispose();

    private static void AssertRefused(string @operator, string shapes, Action action)
    {
        var e = Assert.Throws<TorchException>(action);
        Assert.Equal(@operator, e.Operator);
        Assert.Equal(shapes, e.Shapes);
        Assert.DoesNotContain('\n', e.Message);
    }

    private bool Recorded() => (x * 2).RequiresGrad;
}
