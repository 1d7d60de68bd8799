using Cutline.Training.Layers;
using Cutline.Training.Models;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Cutline.Training.Tests.Models;

public sealed class ModelSummaryTests
{
    [Fact]
    public void The_original_has_1_942_577_parameters()
    {
        using var model = new UNet(new ModelOptions());
        var summary = ModelSummary.Of(model, 128, 128);

        Assert.Equal(1_942_577, summary.Parameters);
        Assert.Equal(1_942_577, model.parameters().Sum(p => p.numel()));
        Assert.Equal(("exit", "Conv2d", 17L), (summary.Layers[^1].Name, summary.Layers[^1].Kind, summary.Layers[^1].Parameters));
        Assert.Equal([1, 128, 128], summary.Layers[^1].Output);
    }

    [Fact]
    public void The_smallest_by_hand()
    {
        using var model = new UNet(new ModelOptions { Base = 1, Depth = 1 });
        var rows = ModelSummary.Of(model, 4, 4).Layers.Where(l => l.Parameters > 0).Select(l => (l.Name, l.Kind, l.Parameters, l.Macs));

        Assert.Equal(
        [
            ("enter.conv.0", "Conv2d", 3 * 9, 16 * 3 * 9), // 16 pixels
            ("enter.conv.1", "BatchNorm2d", 2, 0),
            ("enter.conv.3", "Conv2d", 9, 16 * 9),
            ("enter.conv.4", "BatchNorm2d", 2, 0),
            ("down1.conv.conv.0", "Conv2d", 2 * 9, 4 * 2 * 9), // 4 pixels
            ("down1.conv.conv.1", "BatchNorm2d", 4, 0),
            ("down1.conv.conv.3", "Conv2d", 2 * 2 * 9, 4 * 2 * 2 * 9),
            ("down1.conv.conv.4", "BatchNorm2d", 4, 0),
            ("up1.up", "TransposedConv2d", 2 * 4 + 1, 4 * 2 * 4), // each of 4 pixels with 2 channels makes a block of 2×2
            ("up1.conv.conv.0", "Conv2d", 2 * 9, 16 * 2 * 9),
            ("up1.conv.conv.1", "BatchNorm2d", 2, 0),
            ("up1.conv.conv.3", "Conv2d", 9, 16 * 9),
            ("up1.conv.conv.4", "BatchNorm2d", 2, 0),
            ("exit", "Conv2d", 1 + 1, 16),
        ], rows);
    }

    [Fact]
    public void Bilinear_upsampling_costs_no_parameters_and_a_wider_convolution()
    {
        using var model = new UNet(new ModelOptions { Base = 1, Depth = 1, Up = UpSampling.Bilinear });
        var layers = ModelSummary.Of(model, 4, 4).Layers.ToDictionary(l => l.Name);

        Assert.Equal(("Upsample", 0L, 0L), (layers["up1.up"].Kind, layers["up1.up"].Parameters, layers["up1.up"].Macs));
        Assert.Equal([2, 4, 4], layers["up1.up"].Output);
        Assert.Equal((27L, 16L * 27), (layers["up1.conv.conv.0"].Parameters, layers["up1.conv.conv.0"].Macs));
    }

    [Fact]
    public void Multiply_accumulates_grow_with_the_pixels_parameters_do_not()
    {
        using var model = new UNet(new ModelOptions { Base = 4 });
        var (small, large) = (ModelSummary.Of(model, 64, 64), ModelSummary.Of(model, 128, 192));

        Assert.Equal(small.Parameters, large.Parameters);
        Assert.Equal(6 * small.Macs, large.Macs);
    }

    [Fact]
    public void An_odd_size_is_counted_as_it_runs_padded()
    {
        using var model = new UNet(new ModelOptions { Base = 2 });
        Assert.Equal(ModelSummary.Of(model, 48, 48).Macs, ModelSummary.Of(model, 47, 33).Macs);
    }

    /// <summary>5·7 queries, 2·3 keys of 8 channels, products with both keys and values; twice the heads, as much each.</summary>
    [Fact]
    public void Attention_counts_its_two_products()
    {
        using var model = new Attending();
        var row = Assert.Single(ModelSummary.Of(model, 7, 5, channels: 8).Layers);
        Assert.Equal(("Attention", 0, 2 * 35 * 6 * 8), (row.Kind, row.Parameters, row.Macs));
        Assert.Equal([35, 8], row.Output);
    }

    [Fact]
    public void Other_convolutions_and_linear_layers_are_counted_by_hand()
    {
        using var grouped = TorchSharp.torch.nn.Sequential(TorchSharp.torch.nn.Conv2d(4, 6, 3, groups: 2));
        Assert.Equal(6 * 5 * 5 * 2 * 9, ModelSummary.Of(grouped, 7, 7, channels: 4).Macs);
        using var up = TorchSharp.torch.nn.Sequential(TorchSharp.torch.nn.ConvTranspose2d(4, 3, 2, stride: 2));
        Assert.Equal(4 * 5 * 5 * 3 * 4, ModelSummary.Of(up, 5, 5, channels: 4).Macs);
        using var linear = TorchSharp.torch.nn.Sequential(TorchSharp.torch.nn.Linear(7, 2));
        Assert.Equal(5 * 3 * 2 * 7, ModelSummary.Of(linear, 7, 5, channels: 3).Macs);
    }

    private sealed class Attending() : Module<Tensor, Tensor>(nameof(Attending))
    {
        public override Tensor forward(Tensor input)
        {
            var (query, few) = (F.Tokens(input), F.Tokens(F.MaxPool(input, 2)));
            return F.Attention(query, few, few, heads: 2);
        }
    }
}
