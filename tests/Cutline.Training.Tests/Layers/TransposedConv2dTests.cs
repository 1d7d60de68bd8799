using Cutline.Golden;
using Cutline.Training.Layers;
using TorchSharp;
using static TorchSharp.torch;

namespace Cutline.Training.Tests.Layers;

/// <summary>Our own layers against PyTorch's: state dict names, output, gradients, running statistics (golden/torch/make.py).</summary>
[Collection("live tensors")] // alone: weights come from the process's one random generator
public sealed class TransposedConv2dTests : IDisposable
{
    private readonly DisposeScope scope = NewDisposeScope();
    private readonly GoldenFile golden = new("torch/layers");

    [Theory]
    [InlineData("transposed_blocks", 6, 4, 2, true, false)]
    [InlineData("transposed_blocks", 6, 4, 2, true, true)]
    [InlineData("transposed_blocks_3", 2, 3, 3, false, false)]
    [InlineData("transposed_blocks_3", 2, 3, 3, false, true)]
    public void Output_and_gradients_are_PyTorchs(string name, int inChannels, int outChannels, int kernel, bool bias, bool channelsLast)
    {
        using var layer = new TransposedConv2d(inChannels, outChannels, kernel, bias);
        StateDict.Load(layer, golden.Part($"{name}.state."));
        var x = (channelsLast ? golden[$"{name}.input"].ChannelsLast() : golden[$"{name}.input"]).detach().requires_grad_();

        var y = layer.call(x);
        (y * golden[$"{name}.cotangent"]).sum().backward();

        golden.AssertClose($"{name}.output", y);
        golden.AssertClose($"{name}.grad.input", x.grad);
        foreach (var (key, parameter) in layer.named_parameters()) golden.AssertClose($"{name}.grad.{key}", parameter.grad);
        Assert.Equal(y.ToArray<float>(), y.ChannelsLast().ToArray<float>());
    }

    [Fact]
    public void It_is_drawn_as_PyTorch_draws_it()
    {
        using var numbers = new GoldenFile("torch/initialisation");
        random.manual_seed(7);
        using var model = nn.Sequential(
            nn.Conv2d(3, 8, 3), nn.BatchNorm2d(8), nn.Conv2d(8, 6, 3, groups: 2), new TransposedConv2d(6, 4, 2),
                nn.Conv2d(4, 1, 1, bias: false));
        foreach (var (name, tensor) in model.state_dict()) numbers.AssertClose(name, tensor, 1e-6);
        Assert.Equal(numbers.Part("").Keys.Order(), model.state_dict().Keys.Order());
    }

    [Fact]
    public void A_wrong_number_of_channels_is_named()
    {
        using var layer = new TransposedConv2d(6, 4, 2);
        Assert.Equal("the input has the shape (1, 5, 2, 2): use (N, 6, H, W)",
            Assert.Throws<ArgumentException>(() => layer.call(zeros(1, 5, 2, 2))).Message);
    }

    [Fact]
    public void One_value_a_channel_trains_with_the_running_statistics()
    {
        using var norm = new BatchNormalization(2);
        using (no_grad()) norm.running_mean!.fill_(1);
        var y = norm.call(tensor([3f, 5f], [1, 2, 1, 1]));
        Assert.All(y.ToArray<float>().Zip([2f, 4f]), v => Assert.Equal(v.Second, v.First, 1e-4));
        Assert.Equal(0, norm.num_batches_tracked!.item<long>());

        using var stock = nn.BatchNorm2d(2);
        var x = rand(2, 2, 3, 3);
        Assert.Equal(stock.call(x).ToArray<float>(), new BatchNormalization(2).call(x).ToArray<float>());
        Assert.Throws<ArgumentException>(() => norm.call(zeros(2, 2)));
    }

    public void Dispose()
    {
        golden.Dispose();
        scope.Dispose();
    }
}
