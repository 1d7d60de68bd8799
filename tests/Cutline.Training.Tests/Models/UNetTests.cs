using Cutline.Segmentation.Metrics;
using Cutline.Training.Losses;
using Cutline.Training.Models;
using Cutline.Training.Optimizers;
using TorchSharp;
using static TorchSharp.torch;

namespace Cutline.Training.Tests.Models;

[Collection("live tensors")] // alone: weights come from the process's one random generator
public sealed class UNetTests : IDisposable
{
    private readonly DisposeScope scope = NewDisposeScope();

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
        model.eval();

        var logits = model.call(randn(2, 3, height, width));

        Assert.Equal([2, 1, height, width], logits.shape);
        Assert.True(logits.isfinite().all().item<bool>());
    }

    [Theory]
    [InlineData(UpSampling.Transposed)]
    [InlineData(UpSampling.Bilinear)]
    public void Odd_sizes_are_padded_with_zeros_and_cropped_back(UpSampling up)
    {
        using var model = new UNet(new ModelOptions { Base = 2, Up = up });
        model.eval();
        var x = randn(1, 3, 33, 47);

        var whole = model.call(nn.functional.pad(x, [0, 1, 0, 15])); // 48×48

        Assert.Equal(whole.narrow(2, 0, 33).narrow(3, 0, 47).ToArray<float>(), model.call(x).ToArray<float>());
    }

    [Theory]
    [InlineData(1, 4, 1, UpSampling.Transposed)]
    [InlineData(4, 1, 5, UpSampling.Bilinear)]
    public void Channels_classes_and_depth_are_options(int channels, int depth, int classes, UpSampling up)
    {
        using var model = new UNet(new ModelOptions { Base = 3, Depth = depth, Classes = classes, InChannels = channels, Up = up });
        model.eval();

        Assert.Equal([1, classes, 20, 12], model.call(randn(1, channels, 20, 12)).shape);
    }

    [Fact]
    public void Names_are_those_of_a_state_dict()
    {
        using var model = new UNet(new ModelOptions { Base = 2, Depth = 2 });

        var names = model.state_dict().Keys;

        foreach (var name in (string[])["enter.conv.0.weight", "enter.conv.1.running_mean", "down1.conv.conv.3.weight",
            "down2.conv.conv.4.num_batches_tracked", "up2.up.weight", "up1.conv.conv.0.weight", "exit.bias"])
            Assert.Contains(name, names);
    }

    [Fact]
    public void One_picture_is_learned_by_heart()
    {
        random.manual_seed(0);
        using var model = new UNet(new ModelOptions { Base = 4, Depth = 2 });
        using var parameters = new FlatParameters(model);
        using var optimizer = new Adam(parameters, 0.01);
        var step = new OptimizationStep(optimizer);
        var (x, y) = Disc(32);
        var dice = 0.0;
        for (var i = 0; i < 120 && dice <= 0.99; i++)
        {
            using var inner = NewDisposeScope();
            var logits = model.call(x);
            step.Add(new BceDiceLoss().Forward(logits, y));
            step.Apply();
            dice = ImageScore.Of(logits.gt(0).ToArray<byte>(), y.ToArray<byte>()).Dice;
        }

        Assert.True(dice > 0.99, $"Dice is {dice} after 120 steps");
    }

    [Theory]
    [InlineData(0, 4, "Model.Base is 0: use a number from 1 to 256")]
    [InlineData(16, 9, "Model.Depth is 9: use a number from 1 to 8")]
    public void A_shape_out_of_range_says_which_is_in_range(int channels, int depth, string message) =>
        Assert.Equal(message,
            Assert.Throws<ArgumentException>(() => new UNet(new ModelOptions { Base = channels, Depth = depth })).Message);

    [Fact]
    public void Channels_double_up_to_the_most() =>
        Assert.Equal([16, 32, 64, 100, 100], new ModelOptions { MaxChannels = 100 }.Channels);

    public void Dispose() => scope.Dispose();

    /// <summary>A disc a little off the middle, brighter than noise.</summary>
    private static (Tensor Photo, Tensor Mask) Disc(int size)
    {
        var mask = Enumerable.Range(0, size * size)
            .Select(i => Math.Pow(i % size - size * 0.4, 2) + Math.Pow(i / size - size * 0.55, 2) < size * size / 12.0 ? 1f : 0f).ToArray();
        var target = tensor(mask, [1, 1, size, size]);
        return (rand(1, 3, size, size) * 0.4 + target * 0.5, target);
    }
}
