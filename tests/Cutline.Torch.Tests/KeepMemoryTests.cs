using Cutline.Torch.Nn;
using Cutline.Torch.Optim;

namespace Cutline.Torch.Tests;

/// <summary>Keeping the memory of large tensors changes no value, however they come and go.</summary>
[Collection("live tensors")]
public sealed class KeepMemoryTests : IDisposable
{
    private const int Large = 3 << 20;

    private readonly TensorScope scope = new();

    [Fact]
    public void Training_before_and_after_is_the_same_bit_by_bit()
    {
        var threads = LibTorch.Threads;
        LibTorch.Threads = 1;
        var before = Trained();
        LibTorch.KeepMemory();
        Assert.Equal(before, Trained());
        LibTorch.KeepMemory();
        Assert.Equal(before, Trained());
        LibTorch.Threads = threads;
    }

    [Fact]
    public void Tensors_of_either_memory_live_side_by_side_and_go_in_any_order()
    {
        var older = Tensor.Full([Large], 1);
        LibTorch.KeepMemory();
        for (var round = 0; round < 3; round++)
        {
            using var inner = new TensorScope();
            Tensor[] newer = [.. Enumerable.Range(2, 4).Select(i => Tensor.Full([Large + i * 100_000], i))];
            newer[1].Dispose();
            var again = Tensor.Full([Large], 9);
            Assert.Equal((2, 4, 5, 9), (Only(newer[0]), Only(newer[2]), Only(newer[3]), Only(again)));
        }

        Assert.Equal(1, Only(older));
    }

    [Fact]
    public void Threads_share_it()
    {
        LibTorch.KeepMemory();
        Parallel.For(0, 8, new ParallelOptions { MaxDegreeOfParallelism = 4 }, i =>
        {
            using var own = new TensorScope();
            for (var round = 0; round < 4; round++) Assert.Equal(i + 1, Only(Tensor.Full([Large + i * 50_000], i) + 1));
        });
    }

    [Fact]
    public void More_than_there_is_is_still_an_error()
    {
        LibTorch.KeepMemory();
        foreach (var size in (long[])[1L << 48, 1L << 60, long.MaxValue])
            Assert.Equal("empty", Assert.Throws<TorchException>(() => Tensor.Empty([size], DType.UInt8)).Operator);
    }

    public void Dispose() => scope.Dispose();

    /// <summary>The value of all elements.</summary>
    private static int Only(Tensor tensor)
    {
        Assert.Equal(tensor.Min().Item<float>(), tensor.Max().Item<float>());
        return (int)tensor.Max().Item<float>();
    }

    private static float[] Trained()
    {
        using var step = new TensorScope();
        LibTorch.SetSeed(3);
        using var model = new Sequential(new Conv2d(3, 8, 3, padding: 1), new BatchNorm2d(8), new ReLU(inPlace: true), new ConvTranspose2d(8, 1, 2, stride: 2));
        using var adam = new Adam(model.Parameters(), 0.01);
        var x = Tensor.Rand([4, 3, 160, 160]);                // activations of 3 MB
        for (var i = 0; i < 2; i++)
        {
            adam.ZeroGrad();
            model.Forward(x).Pow(2).Mean().Backward();
            adam.Step();
        }

        return [.. model.Parameters().SelectMany(p => p.ToArray<float>())];
    }
}
