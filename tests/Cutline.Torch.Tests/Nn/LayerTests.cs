using Cutline.Golden;
using Cutline.Torch.Nn;

namespace Cutline.Torch.Tests.Nn;

/// <summary>Each layer against PyTorch's: state dict names, output, gradients, running statistics (golden/torch/make.py).</summary>
public sealed class LayerTests : IDisposable
{
    private static readonly Dictionary<string, Func<Module>> Layers = new()
    {
        ["conv"] = () => new Conv2d(3, 5, 3, padding: 1),
        ["conv_strided_dilated_grouped"] = () => new Conv2d(4, 6, 3, stride: 2, padding: 2, dilation: 2, groups: 2, bias: false),
        ["conv_1x1"] = () => new Conv2d(8, 2, 1),
        ["transposed_blocks"] = () => new ConvTranspose2d(6, 4, 2, stride: 2),
        ["transposed_blocks_3"] = () => new ConvTranspose2d(2, 3, 3, stride: 3, bias: false),
        ["transposed_overlapping"] = () => new ConvTranspose2d(3, 4, 3, stride: 2),
        ["transposed_gaps"] = () => new ConvTranspose2d(3, 2, 2, stride: 3, bias: false),
        ["batch_norm_train"] = () => new BatchNorm2d(3),
        ["batch_norm_options"] = () => new BatchNorm2d(3, eps: 1e-2, momentum: 0.3),
        ["batch_norm_eval"] = () => Evaluated(new BatchNorm2d(3)),
        ["relu"] = () => new ReLU(),
        ["max_pool"] = () => new MaxPool2d(2),
        ["max_pool_odd"] = () => new MaxPool2d(3),
        ["upsample_bilinear"] = () => new Upsample(2),
        ["upsample_nearest"] = () => new Upsample(3, bilinear: false),
        ["dropout_eval"] = () => Evaluated(new Dropout()),
        ["sequential"] = () => new Sequential(
            new Conv2d(3, 6, 3, padding: 1, bias: false), new BatchNorm2d(6), new ReLU(inPlace: true), new MaxPool2d(2),
            new Sequential(new Conv2d(6, 8, 3), new ReLU()), new Upsample(2), new ConvTranspose2d(8, 2, 2, stride: 2)),
        ["relu6"] = () => new ReLU6(),
        ["max_pool_padded"] = () => new MaxPool2d(3, stride: 2, padding: 1),
        ["avg_pool"] = () => new AvgPool2d(5, 2, 2),
        ["avg_pool_wider_than_the_picture"] = () => new AvgPool2d(9, 4, 4),
        ["adaptive_avg_pool"] = () => new AdaptiveAvgPool2d(1),
        ["adaptive_avg_pool_uneven"] = () => new AdaptiveAvgPool2d(3),
    };

    private readonly TensorScope scope = new();
    private readonly GoldenFile golden = new("torch/layers");

    public static TheoryData<string, bool> Cases()
    {
        var cases = new TheoryData<string, bool>();
        foreach (var name in Layers.Keys)
        {
            cases.Add(name, false);
            cases.Add(name, true);
        }

        return cases;
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Names_output_gradients_and_statistics_are_PyTorchs(string name, bool channelsLast)
    {
        using var layer = Layers[name]();
        Assert.Equal(golden.Metadata[name].Split(' ', StringSplitOptions.RemoveEmptyEntries), layer.StateDict().Keys);
        layer.LoadStateDict(golden.Part($"{name}.state."));
        if (channelsLast) layer.ToChannelsLast();

        var x = golden[$"{name}.input"];
        x.RequiresGrad = true;
        var y = layer.Forward(channelsLast ? x.ChannelsLast() : x);
        golden.AssertClose($"{name}.output", y);

        (y * golden[$"{name}.cotangent"]).Sum().Backward();
        golden.AssertClose($"{name}.grad.input", x.Grad);
        foreach (var (key, tensor) in layer.StateDict())
            if (tensor.RequiresGrad) golden.AssertClose($"{name}.grad.{key}", tensor.Grad);

        foreach (var key in golden.Part($"{name}.after.").Keys) golden.AssertClose($"{name}.after.{key}", layer.StateDict()[key]);
    }

    [Fact]
    public void ReLU_in_place_returns_its_input_changed()
    {
        var x = Tensor.From<float>([-1, 0, 2], 3);
        var y = new ReLU(inPlace: true).Forward(x);
        Assert.Same(x, y);
        Assert.Equal([0, 0, 2], x.ToArray<float>());
    }

    [Fact]
    public void ReLU6_in_place_returns_its_input_changed()
    {
        var x = Tensor.From<float>([-1, 0, 2, 7], 4);
        var y = new ReLU6(inPlace: true).Forward(x);
        Assert.Same(x, y);
        Assert.Equal([0, 0, 2, 6], x.ToArray<float>());
    }

    [Fact]
    public void One_value_in_a_channel_is_normalised_by_the_running_statistics_which_stay()
    {
        using var norm = new BatchNorm2d(2);
        norm.RunningMean.Fill(1);
        norm.RunningVariance.Fill(4);

        var y = norm.Forward(Tensor.From<float>([3, 5], 1, 2, 1, 1));

        Assert.All(y.ToArray<float>().Zip([1f, 2f]), v => Assert.Equal(v.Second, v.First, 1e-5f));
        Assert.Equal([1, 1, 4, 4], norm.RunningMean.ToArray<float>().Concat(norm.RunningVariance.ToArray<float>()));
        Assert.Equal(0, norm.StateDict()["num_batches_tracked"].Item<long>());
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_convolution_takes_in_the_batch_norm_after_it(bool bias)
    {
        LibTorch.SetSeed(3);
        using var layers = new Sequential(new Conv2d(3, 4, 3, groups: 1, bias: bias), new BatchNorm2d(4));
        var (conv, norm) = ((Conv2d)layers.Children.First().Module, (BatchNorm2d)layers.Children.Last().Module);
        using var _ = LibTorch.NoGrad();
        foreach (var tensor in (Tensor[])[norm.Weight, norm.Bias, norm.RunningMean]) tensor.CopyFrom(Tensor.RandN([4]));
        norm.RunningVariance.CopyFrom(Tensor.Rand([4]) + 0.5);
        layers.Eval();
        var x = Tensor.RandN([2, 3, 5, 6]);
        var before = layers.Forward(x);

        conv.Fold(norm);
        var once = layers.Forward(x).ToArray<float>();
        conv.Fold(norm);

        Assert.All(before.ToArray<float>().Zip(once), v => Assert.Equal(v.First, v.Second, 1e-5f));
        Assert.Equal(conv.Forward(x).ToArray<float>(), once);
        Assert.Equal(once, layers.Forward(x).ToArray<float>());
    }

    [Fact]
    public void Dropout_zeroes_its_share_and_keeps_the_mean()
    {
        using var dropout = new Dropout(0.3);
        var y = dropout.Forward(Tensor.Ones([100_000])).ToArray<float>();
        Assert.InRange(y.Count(v => v == 0) / 100_000.0, 0.29, 0.31);
        Assert.All(y, v => Assert.True(v == 0 || Math.Abs(v - 1 / 0.7f) < 1e-6));
    }

    [Fact]
    public void Layers_that_cannot_be_are_refused_when_they_are_made()
    {
        foreach (var make in (Func<Module>[])
        [
            () => new Conv2d(0, 1, 3), () => new Conv2d(3, -1, 3), () => new Conv2d(3, 4, 0), () => new Conv2d(3, 4, 3, stride: 0),
            () => new Conv2d(3, 4, 3, padding: -1), () => new Conv2d(3, 4, 3, dilation: 0), () => new Conv2d(4, 4, 3, groups: 0), () => new Conv2d(3, 4, 3, groups: 2),
            () => new ConvTranspose2d(0, 1, 2), () => new ConvTranspose2d(2, 2, 0, stride: 0), () => new ConvTranspose2d(2, 0, 2), () => new ConvTranspose2d(2, 2, 2, stride: -1),
            () => new BatchNorm2d(0), () => new MaxPool2d(0), () => new MaxPool2d(2, stride: 0), () => new AvgPool2d(0, 1), () => new AdaptiveAvgPool2d(0), () => new Upsample(0), () => new Dropout(1.5), () => new Dropout(double.NaN),
        ])
        {
            var e = Assert.ThrowsAny<ArgumentException>(make);
            Assert.DoesNotContain('\n', e.Message);
        }
    }

    public void Dispose()
    {
        golden.Dispose();
        scope.Dispose();
    }

    private static Module Evaluated(Module module)
    {
        module.Eval();
        return module;
    }
}
