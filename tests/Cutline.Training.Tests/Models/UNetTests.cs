using Cutline.Training.Losses;
using Cutline.Segmentation.Metrics;
using Cutline.Training.Models;
using Cutline.Torch;
using Cutline.Torch.Optim;

namespace Cutline.Training.Tests.Models;

public sealed class UNetTests : IDisposable
{
    private readonly TensorScope scope = new();

    [Theory]
    [InlineData(1, 1, UpSampling.Transposed)]
    [InlineData(1, 1, UpSampling.Bilinear)]
    [InlineData(33, 47, UpSampling.Transposed)]
    [InlineData(33, 47, UpSampling.Bilinear)]
    [InlineData(16, 16, UpSampling.Transposed)]
    [InlineData(2, 100, UpSampling.Bilinear)]
    public void Logits_are_as_large_as_the_input(int height, int width, UpSampling up)
    {
        using var model = new UNet(new ModelOptions { Base = 2, Up = up });
        model.Eval();

        var logits = model.Forward(Tensor.RandN([2, 3, height, width]));

        Assert.Equal([2, 1, height, width], logits.Shape);
        Assert.True(logits.IsFinite().All().Item<bool>());
    }

    [Theory]
    [InlineData(UpSampling.Transposed)]
    [InlineData(UpSampling.Bilinear)]
    public void Odd_sizes_are_padded_with_zeros_and_cropped_back(UpSampling up)
    {
        using var model = new UNet(new ModelOptions { Base = 2, Up = up });
        model.Eval();
        var x = Tensor.RandN([1, 3, 33, 47]);

        var whole = model.Forward(F.Pad(x, 0, 1, 0, 15)); // 48×48

        Assert.Equal(whole.Narrow(2, 0, 33).Narrow(3, 0, 47).ToArray<float>(), model.Forward(x).ToArray<float>());
    }

    [Theory]
    [InlineData(1, 4, 1, UpSampling.Transposed)]
    [InlineData(4, 1, 5, UpSampling.Bilinear)]
    public void Channels_classes_and_depth_are_options(int channels, int depth, int classes, UpSampling up)
    {
        using var model = new UNet(new ModelOptions { Base = 3, Depth = depth, Classes = classes, InChannels = channels, Up = up });
        model.Eval();

        Assert.Equal([1, classes, 20, 12], model.Forward(Tensor.RandN([1, channels, 20, 12])).Shape);
    }

    [Theory]
    [InlineData(UpSampling.Transposed)]
    [InlineData(UpSampling.Bilinear)]
    public void The_gradient_reaches_every_parameter(UpSampling up)
    {
        LibTorch.SetSeed(0);
        using var model = new UNet(new ModelOptions { Base = 4, Depth = 3, Up = up });

        new BceDiceLoss().Forward(model.Forward(Tensor.RandN([2, 3, 32, 32])), Tensor.RandN([2, 1, 32, 32]).Gt(0).To(DType.Float32)).Backward();

        var names = model.StateDict().Where(t => t.Value.RequiresGrad).ToArray();
        Assert.Equal(names.Length, model.Parameters().Count());
        Assert.All(names, p => Assert.True(p.Value.Grad is { } g && g.Abs().Max().Item<float>() > 0, $"no gradient reaches {p.Key}"));
    }

    [Fact]
    public void Names_are_those_of_a_state_dict()
    {
        using var model = new UNet(new ModelOptions { Base = 2, Depth = 2 });

        var names = model.StateDict().Keys;

        Assert.Equal("enter.conv.0.weight", names.First());
        foreach (var name in (string[])["enter.conv.1.running_mean", "down1.conv.conv.3.weight", "down2.conv.conv.4.num_batches_tracked", "up2.up.weight", "up1.conv.conv.0.weight", "exit.bias"])
            Assert.Contains(name, names);
    }

    [Theory]
    [InlineData(UpSampling.Transposed)]
    [InlineData(UpSampling.Bilinear)]
    public void Folded_batch_norm_is_the_same_function(UpSampling up)
    {
        LibTorch.SetSeed(1);
        using var model = new UNet(new ModelOptions { Base = 4, Up = up });
        using (LibTorch.NoGrad())
        {
            foreach (var (name, tensor) in model.StateDict())
                if (name.Contains(".1.", StringComparison.Ordinal) || name.Contains(".4.", StringComparison.Ordinal))
                    if (name.EndsWith("weight", StringComparison.Ordinal) || name.EndsWith("bias", StringComparison.Ordinal)) tensor.CopyFrom(tensor + Tensor.RandN(tensor.Shape) * 0.3);
            for (var i = 0; i < 5; i++) model.Forward(Tensor.RandN([2, 3, 48, 48]) * 2 + 1); // running statistics of their own
        }

        model.Eval();
        var x = Tensor.RandN([1, 3, 40, 56]) * 2 + 1;
        var before = model.Forward(x).ToArray<float>();
        model.Fold(DType.Float32);
        var after = model.Forward(x).ToArray<float>();

        Assert.True(before.Max() - before.Min() > 0.1, "the logits are too alike to prove anything");
        for (var i = 0; i < before.Length; i++) Assert.Equal(before[i], after[i], 1e-4);
    }

    [Fact]
    public void One_picture_is_learned_by_heart()
    {
        LibTorch.SetSeed(0);
        using var model = new UNet(new ModelOptions { Base = 4, Depth = 2 });
        using var optimizer = new Adam(model.Parameters(), 0.01);
        var (x, y) = Disc(32);
        var dice = 0.0;
        for (var step = 0; step < 120 && dice <= 0.99; step++)
        {
            using var inner = new TensorScope();
            optimizer.ZeroGrad();
            var logits = model.Forward(x);
            new BceDiceLoss().Forward(logits, y).Backward();
            optimizer.Step();
            dice = ImageScore.Of(logits.Detach().Gt(0), y.Gt(0.5))[0].Dice;
        }

        Assert.True(dice > 0.99, $"Dice is {dice} after 120 steps");
    }

    [Theory]
    [InlineData(0, 4, "base is 0: use a number from 1 to 256")]
    [InlineData(16, 9, "depth is 9: use a number from 1 to 8")]
    public void A_shape_out_of_range_says_which_is_in_range(int channels, int depth, string message) =>
        Assert.Equal(message, Assert.Throws<ArgumentException>(() => new UNet(new ModelOptions { Base = channels, Depth = depth })).Message);

    [Fact]
    public void Channels_double_up_to_the_most() =>
        Assert.Equal([16, 32, 64, 100, 100], new ModelOptions { MaxChannels = 100 }.Channels);

    [Fact]
    public void A_wrong_number_of_channels_is_an_error_and_no_crash()
    {
        using var model = new UNet(new ModelOptions { Base = 2, Depth = 1 });
        Assert.Throws<TorchException>(() => model.Forward(Tensor.Zeros([1, 4, 8, 8])));
        Assert.Equal([1, 1, 8, 8], model.Forward(Tensor.Zeros([1, 3, 8, 8])).Shape);
    }

    public void Dispose() => scope.Dispose();

    /// <summary>A disc a little off the middle, brighter than noise.</summary>
    private static (Tensor Photo, Tensor Mask) Disc(int size)
    {
        var mask = Enumerable.Range(0, size * size).Select(i => Math.Pow(i % size - size * 0.4, 2) + Math.Pow(i / size - size * 0.55, 2) < size * size / 12.0 ? 1f : 0f).ToArray();
        var target = Tensor.From<float>(mask, 1, 1, size, size);
        return (Tensor.Rand([1, 3, size, size]) * 0.4 + target * 0.5, target);
    }
}
