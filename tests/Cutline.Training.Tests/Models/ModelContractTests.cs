using Cutline.Segmentation.Metrics;
using Cutline.Segmentation.Preprocessing;
using Cutline.Training.Encoders;
using Cutline.Training.Layers;
using Cutline.Training.Losses;
using Cutline.Training.Models;
using Cutline.Training.Optimizers;
using TorchSharp;
using static TorchSharp.torch;

namespace Cutline.Training.Tests.Models;

/// <summary>What every model of the registry does, with every encoder that it takes.</summary>
[Collection("live tensors")] // alone: weights come from the process's one random generator
public sealed class ModelContractTests : IDisposable
{
    private readonly DisposeScope scope = NewDisposeScope();
    private readonly TemporaryFolder folder = new();

    public ModelContractTests() => random.manual_seed(0);

    private static IEnumerable<(string Name, string? Encoder)> All =>
        from kind in ModelRegistry.All
        from encoder in EncoderRegistry.Names.Prepend(null)
        where kind.Encoder == EncoderUse.Optional || encoder is null == (kind.Encoder == EncoderUse.None)
        where !kind.Name.StartsWith("test-", StringComparison.Ordinal) && encoder?.StartsWith("test-", StringComparison.Ordinal) != true
        select (kind.Name, encoder);

    public static TheoryData<string, string?> Every => Rows(All);

    /// <summary>Without the deeper ResNets and the wider MobileNet, which are more of the same blocks and slow.</summary>
    public static TheoryData<string, string?> Light =>
        Rows(All.Where(c => c.Encoder is not ("resnet34" or "resnet50" or "mobilenet_v2_1280")));

    [Theory]
    [MemberData(nameof(Every))]
    public void Logits_are_as_large_as_any_input(string name, string? encoder)
    {
        using var model = Make(name, encoder, classes: 5);
        model.eval();
        using var _ = no_grad();
        foreach (var (height, width) in ((int, int)[])[(1, 1), (33, 47), (70, 2)])
        {
            var logits = model.call(randn(2, 3, height, width));
            Assert.Equal([2, 5, height, width], logits.shape);
            Assert.True(logits.isfinite().all().item<bool>());
        }
    }

    [Theory]
    [MemberData(nameof(Every))]
    public void One_pixel_can_be_trained_on(string name, string? encoder)
    {
        using var model = Make(name, encoder);
        model.call(randn(1, 3, 1, 1)).sum().backward();
        Assert.All(model.state_dict(), t => Assert.True(t.Value.isfinite().all().item<bool>(), t.Key));
    }

    [Theory]
    [MemberData(nameof(Every))]
    public void The_gradient_reaches_every_parameter(string name, string? encoder)
    {
        using var model = Make(name, encoder);

        new BceDiceLoss().Forward(model.call(randn(2, 3, 128, 128)), randn(2, 1, 128, 128).gt(0).to(ScalarType.Float32)).backward();

        Assert.All(model.named_parameters(), p =>
            Assert.True(p.parameter.grad is { } g && g.abs().max().item<float>() > 0, $"no gradient reaches {p.name}"));
    }

    [Theory]
    [MemberData(nameof(Every))]
    public void Saved_and_loaded_it_is_the_same(string name, string? encoder)
    {
        using var model = Trained(name, encoder);
        var file = folder.At("model.safetensors");
        ModelCheckpoint.Save(file, model, PreprocessOptions.Square(64));

        using var loaded = ModelCheckpoint.Load(file);

        Assert.Equal(model.Options, loaded.Model.Options);
        Assert.Equal(model.GetType(), loaded.Model.GetType());
        var x = randn(1, 3, 64, 64);
        model.eval();
        Assert.Equal(model.call(x).ToArray<float>(), loaded.Model.call(x).ToArray<float>());
    }

    [Theory]
    [MemberData(nameof(Light))]
    public void One_picture_is_learned_by_heart(string name, string? encoder)
    {
        // Five levels of skips are slow to learn, and a wide path that attention begins.
        var steps = (name, encoder) switch { ("fpn", _) or ("unet", "mit_b0") => 400, ("smp-unet", _) => 200, _ => 100 };
        using var model = Make(name, encoder);
        using var parameters = new FlatParameters(model);
        using var optimizer = new Adam(parameters, encoder is null ? 0.01 : 0.001);
        var step = new OptimizationStep(optimizer);
        var (x, y) = Disc(64);
        var dice = 0.0;
        for (var i = 0; i < steps && dice <= 0.95; i++)
        {
            using var inner = NewDisposeScope();
            var logits = model.call(x);
            step.Add(new BceDiceLoss().Forward(logits, y));
            step.Apply();
            dice = ImageScore.Of(logits.gt(0).ToArray<byte>(), y.ToArray<byte>()).Dice;
        }

        Assert.True(dice > 0.95, $"Dice is {dice} after {steps} steps");
    }

    [Theory]
    [MemberData(nameof(Every))]
    public void The_summary_counts_every_parameter_and_the_padded_size(string name, string? encoder)
    {
        using var model = Make(name, encoder);
        var stride = model.Stride;
        var (whole, odd) = (ModelSummary.Of(model, 2 * stride, stride), ModelSummary.Of(model, stride + 1, stride - 1));

        Assert.Equal(model.parameters().Sum(p => p.numel()), whole.Parameters);
        Assert.Equal(whole.Macs, odd.Macs);
        Assert.True(whole.Macs > 0);
        Assert.True(model.training);
    }

    /// <summary>A tensor lifted to fp32 on the way would cost time and memory unseen.</summary>
    [Theory]
    [MemberData(nameof(Every))]
    public void In_bf16_every_layer_is_bf16_and_logits_and_gradients_are_finite(string name, string? encoder)
    {
        using var model = Make(name, encoder);
        using var parameters = new FlatParameters(model, Precision.Bf16);
        var wide = new List<string>();
        foreach (var (key, module) in model.named_modules())
        {
            if (module is not nn.Module<Tensor, Tensor> layer || layer.children().Any()) continue;
            layer.register_forward_hook((_, _, y) =>
            {
                if (y.dtype != ScalarType.BFloat16) wide.Add($"{key} {y.metastr()}");
                return y;
            });
        }

        var logits = model.call(randn(2, 3, 64, 64));
        logits.to(ScalarType.Float32).sum().backward();
        parameters.CollectGradients();

        Assert.Empty(wide);
        Assert.True(logits.to(ScalarType.Float32).isfinite().all().item<bool>());
        Assert.True(parameters.Gradients.isfinite().all().item<bool>());
    }

    [Theory]
    [MemberData(nameof(Every))]
    public void A_wrong_number_of_channels_is_an_error_and_no_crash(string name, string? encoder)
    {
        using var model = Make(name, encoder);
        Assert.Throws<ArgumentException>(() => model.call(zeros(1, 4, 64, 64)));
        Assert.Throws<ArgumentException>(() => model.call(zeros(1, 1, 64, 64)));
    }

    public void Dispose()
    {
        folder.Dispose();
        scope.Dispose();
    }

    private static TheoryData<string, string?> Rows(IEnumerable<(string, string?)> cases)
    {
        var rows = new TheoryData<string, string?>();
        foreach (var (name, encoder) in cases) rows.Add(name, encoder);
        return rows;
    }

    private static SegmentationModel Make(string name, string? encoder, int classes = 1) =>
        ModelRegistry.Make(new ModelOptions { Name = name, Encoder = encoder, Base = 4, Depth = 3, Classes = classes });

    /// <summary>A model whose batch norms are not the initial ones.</summary>
    private static SegmentationModel Trained(string name, string? encoder)
    {
        var model = Make(name, encoder);
        using var inner = NewDisposeScope();
        using var _ = no_grad();
        foreach (var norm in model.modules().OfType<TorchSharp.Modules.NormBase>())
        {
            norm.weight.add_(randn(norm.weight.shape) * 0.1);
            norm.bias!.add_(randn(norm.bias.shape) * 0.1);
        }

        for (var i = 0; i < 5; i++) model.call(randn(2, 3, 64, 64) * 2 + 1);
        return model;
    }

    /// <summary>A disc a little off the middle, brighter than noise.</summary>
    private static (Tensor Photo, Tensor Mask) Disc(int size)
    {
        var mask = Enumerable.Range(0, size * size)
            .Select(i => Math.Pow(i % size - size * 0.4, 2) + Math.Pow(i / size - size * 0.55, 2) < size * size / 12.0 ? 1f : 0f).ToArray();
        var target = tensor(mask, [1, 1, size, size]);
        return ((rand(1, 3, size, size) * 0.4 + target * 0.5).ChannelsLast(), target);
    }
}
