using Cutline.Torch.Nn;

namespace Cutline.Torch.Tests;

public sealed class AutocastTests : IDisposable
{
    private readonly TensorScope scope = new();
    private readonly Tensor x = Tensor.Ones([1, 2, 4, 4]);
    private readonly Tensor weight = Tensor.Ones([2, 2, 3, 3]);

    [Fact]
    public void Convolutions_run_in_bf16_and_gradients_stay_in_fp32()
    {
        weight.RequiresGrad = true;
        using (Bf16())
        {
            var y = F.Conv2d(x, weight);
            Assert.Equal(DType.BFloat16, y.DType);
            y.To(DType.Float32).Sum().Backward();
        }

        Assert.Equal(DType.Float32, weight.Grad!.DType);
        Assert.Equal(DType.Float32, Result());
    }

    [Fact]
    public void A_bias_lifts_no_transposed_convolution_out_of_bf16()
    {
        using var up = new ConvTranspose2d(2, 3, 2, stride: 2);
        using (Bf16()) Assert.Equal(DType.BFloat16, up.Forward(x).DType);
    }

    [Fact]
    public void Scopes_nest()
    {
        using (Bf16())
        {
            using (Bf16()) Assert.Equal(DType.BFloat16, Result());
            Assert.Equal(DType.BFloat16, Result());
        }

        Assert.Equal(DType.Float32, Result());
    }

    [Fact]
    public void A_scope_of_another_type_gives_the_type_back_and_so_does_one_that_fails()
    {
        weight.RequiresGrad = true; // the cast ones of such weights are cached
        using (Bf16())
        {
            Assert.Equal(DType.BFloat16, Result());
            try
            {
                using var _ = LibTorch.Autocast(DType.Float16, Device.Cpu);
                Assert.Equal(DType.Float16, weight.MatMul(Tensor.Ones([3, 3])).DType);
            }
            catch (TorchException)
            {
                // libtorch 1.13 has no such autocast on the CPU, nor every operator in fp16.
            }

            Assert.Equal(DType.BFloat16, Result());
        }

        Assert.Equal(DType.Float32, Result());
    }

    [Fact]
    public void A_scope_ends_when_an_exception_passes_and_only_once()
    {
        Assert.Throws<TorchException>(() =>
        {
            using var _ = Bf16();
            F.Conv2d(x, Tensor.Ones([2, 5, 3, 3]));
        });
        Assert.Equal(DType.Float32, Result());

        var first = Bf16();
        first.Dispose();
        using var second = Bf16();
        first.Dispose();
        Assert.Equal(DType.BFloat16, Result());
    }

    [Fact]
    public void Weights_changed_after_a_scope_are_cast_anew_in_the_next()
    {
        weight.RequiresGrad = true;
        double Sum()
        {
            using var _ = Bf16();
            return F.Conv2d(x, weight).To(DType.Float32).Sum().Item<float>();
        }

        var before = Sum();
        using (LibTorch.NoGrad()) weight.Fill(2);
        Assert.Equal(2 * before, Sum());
    }

    [Fact]
    public void Each_thread_casts_for_itself()
    {
        using var bf16 = Bf16();
        var (theirs, caught) = (DType.Bool, (Exception?)null);
        var thread = new Thread(() =>
        {
            using var own = new TensorScope();
            theirs = Result();
            caught = Record.Exception(bf16.Dispose);
        });
        thread.Start();
        thread.Join();
        Assert.Equal(DType.Float32, theirs);
        Assert.IsType<InvalidOperationException>(caught);
        Assert.Equal(DType.BFloat16, Result());
    }

    [Fact]
    public void Only_short_floats_can_be_cast_to()
    {
        var e = Assert.Throws<ArgumentException>(() => LibTorch.Autocast(DType.Int32, Device.Cpu));
        Assert.Equal("autocast runs in BFloat16 or Float16, not in Int32", e.Message);
        Assert.Equal(DType.Float32, Result());
    }

    public void Dispose() => scope.Dispose();

    private static IDisposable Bf16() => LibTorch.Autocast(DType.BFloat16, Device.Cpu);

    private DType Result() => F.Conv2d(x, weight).DType;
}
