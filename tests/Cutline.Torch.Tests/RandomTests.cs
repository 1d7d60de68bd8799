namespace Cutline.Torch.Tests;

/// <summary>Seeds and the random generator, which is the process's: these tests run while no others do.</summary>
[Collection("live tensors")]
public sealed class RandomTests : IDisposable
{
    private readonly TensorScope scope = new();

    [Fact]
    public void A_seed_repeats_what_is_drawn()
    {
        LibTorch.SetSeed(5);
        var first = Draw();
        Assert.NotEqual(first, Draw());
        LibTorch.SetSeed(5);
        Assert.Equal(first, Draw());
        LibTorch.SetSeed(-6);
        Assert.NotEqual(first, Draw());
    }

    [Fact]
    public void A_saved_state_goes_on_where_it_was()
    {
        LibTorch.SetSeed(1);
        Draw();
        var state = LibTorch.RandomState(Device.Cpu);
        Assert.Equal(DType.UInt8, state.DType);
        var next = Draw();
        Draw();
        LibTorch.SetRandomState(Device.Cpu, state);
        Assert.Equal(next, Draw());
        LibTorch.SetRandomState(Device.Cpu, state.Clone());
        Assert.Equal(next, Draw());
    }

    [Fact]
    public void What_is_no_state_is_refused_and_changes_nothing()
    {
        LibTorch.SetSeed(1);
        var state = LibTorch.RandomState(Device.Cpu);
        var next = Draw();
        LibTorch.SetRandomState(Device.Cpu, state);
        Tensor[] wrong = [Tensor.Zeros([3], DType.UInt8), Tensor.Zeros(state.Shape), Tensor.Zeros([0], DType.UInt8), state.Narrow(0, 0, 100), state.To(DType.Int64)];
        foreach (var tensor in wrong)
            Assert.Equal("set_rng_state", Assert.Throws<TorchException>(() => LibTorch.SetRandomState(Device.Cpu, tensor)).Operator);
        Assert.Equal(next, Draw());
    }

    [Fact]
    public void Uniform_and_normal_have_their_moments()
    {
        LibTorch.SetSeed(2);
        var uniform = Tensor.Rand([100_000]).ToArray<double>();
        Assert.InRange(uniform.Min(), 0, 0.001);
        Assert.InRange(uniform.Max(), 0.999, 1 - 1e-9);
        Assert.InRange(uniform.Average(), 0.495, 0.505);
        var normal = Tensor.RandN([100_000]).ToArray<double>();
        Assert.InRange(normal.Average(), -0.02, 0.02);
        Assert.InRange(normal.Average(v => v * v), 0.98, 1.02);
    }

    [Fact]
    public void Threads_are_at_least_one()
    {
        var threads = LibTorch.Threads;
        LibTorch.Threads = 1;
        Assert.Equal(1, LibTorch.Threads);
        Assert.Equal("set_num_threads", Assert.Throws<TorchException>(() => LibTorch.Threads = 0).Operator);
        Assert.Throws<TorchException>(() => LibTorch.Threads = -1);
        LibTorch.Threads = threads;
    }

    public void Dispose() => scope.Dispose();

    private static float[] Draw() => Tensor.Rand([8]).ToArray<float>();
}
