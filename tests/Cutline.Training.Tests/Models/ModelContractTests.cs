using Cutline.Segmentation.Inference;
using Cutline.Training.Losses;
using Cutline.Segmentation.Metrics;
using Cutline.Training.Models;
using Cutline.Training.Encoders;
using Cutline.Segmentation.Tests.Datasets;
using Cutline.Segmentation.Preprocessing;
using Cutline.Torch;
using Cutline.Torch.Nn;
using Cutline.Torch.Optim;

namespace Cutline.Training.Tests.Models;

/// <summary>What every model of the registry does, with every encoder that it takes.</summary>
public sealed class ModelContractTests : IDisposable
{
    private readonly TensorScope scope = new();
    private readonly TemporaryFolder folder = new();

    public ModelContractTests() => LibTorch.SetSeed(0);

    private static IEnumerable<(string Name, string? Encoder)> All =>
        from kind in ModelRegistry.All
        from encoder in EncoderRegistry.Names.Prepend(null)
        where kind.Encoder == EncoderUse.Optional || encoder is null == (kind.Encoder == EncoderUse.None)
        select (kind.Name, encoder);

    public static TheoryData<string, string?> Every => Rows(All);

    /// <summary>Without the deeper ResNets, which are more of the same blocks and slow.</summary>
    public static TheoryData<string, string?> Light => Rows(All.Where(c => c.Encoder is not ("resnet34" or "resnet50")));

    [Theory]
    [MemberData(nameof(Every))]
    public void Logits_are_as_large_as_any_input(string name, string? encoder)
    {
        using var model = Make(name, encoder, classes: 5);
        model.Eval();
        using var _ = LibTorch.NoGrad();
        foreach (var (height, width) in ((int, int)[])[(1, 1), (33, 47), (70, 2)])
        {
            var logits = model.Forward(Tensor.RandN([2, 3, height, width]));
            Assert.Equal([2, 5, height, width], logits.Shape);
            Assert.True(logits.IsFinite().All().Item<bool>());
        }
    }

    [Theory]
    [MemberData(nameof(Every))]
    public void One_pixel_can_be_trained_on(string name, string? encoder)
    {
        using var model = Make(name, encoder);
        model.Forward(Tensor.RandN([1, 3, 1, 1])).Sum().Backward();
        Assert.All(model.StateDict(), t => Assert.True(t.Value.IsFinite().All().Item<bool>(), t.Key));
    }

    [Theory]
    [MemberData(nameof(Every))]
    public void The_gradient_reaches_every_parameter(string name, string? encoder)
    {
        using var model = Make(name, encoder);

        new BceDiceLoss().Forward(model.Forward(Tensor.RandN([2, 3, 128, 128])), Tensor.RandN([2, 1, 128, 128]).Gt(0).To(DType.Float32)).Backward();

        Assert.All(model.StateDict().Where(t => t.Value.RequiresGrad), p => Assert.True(p.Value.Grad is { } g && g.Abs().Max().Item<float>() > 0, $"no gradient reaches {p.Key}"));
    }

    [Theory]
    [MemberData(nameof(Every))]
    public void Saved_and_loaded_it_is_the_same(string name, string? encoder)
    {
        using var model = Trained(name, encoder);
        var file = folder.At("model.safetensors");
        ModelFile.Save(file, model, PreprocessOptions.Square(64));

        using var loaded = ModelFile.Load(file);

        Assert.Equal(model.Options, loaded.Model.Options);
        Assert.Equal(model.GetType(), loaded.Model.GetType());
        var x = Tensor.RandN([1, 3, 64, 64]);
        model.Eval();
        Assert.Equal(model.Forward(x).ToArray<float>(), loaded.Model.Forward(x).ToArray<float>());
    }

    [Theory]
    [MemberData(nameof(Light))]
    public void One_picture_is_learned_by_heart(string name, string? encoder)
    {
        const int steps = 100;
        using var model = Make(name, encoder);
        model.ToChannelsLast();
        using var optimizer = new Adam(model.Parameters(), encoder is null ? 0.01 : 0.001);
        var (x, y) = Disc(64);
        var dice = 0.0;
        for (var step = 0; step < steps && dice <= 0.95; step++)
        {
            using var inner = new TensorScope();
            optimizer.ZeroGrad();
            var logits = model.Forward(x);
            new BceDiceLoss().Forward(logits, y).Backward();
            optimizer.Step();
            dice = ImageScore.Of(logits.Detach().Gt(0), y.Gt(0.5))[0].Dice;
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

        Assert.Equal(model.Parameters().Sum(p => p.ElementCount), whole.Parameters);
        Assert.Equal(whole.Macs, odd.Macs);
        Assert.True(whole.Macs > 0);
    }

    /// <summary>Nothing on the way is lifted to fp32, which would cost time and memory and no one would see.</summary>
    [Theory]
    [MemberData(nameof(Every))]
    public void Under_autocast_every_layer_is_bf16_and_the_logits_are_finite(string name, string? encoder)
    {
        using var model = Make(name, encoder);
        var wide = new List<string>();
        Tensor? logits = null;
        using (LibTorch.Autocast(DType.BFloat16, Device.Cpu))
            Module.Observe(
                (layer, y) => { if (y.DType != DType.BFloat16) wide.Add($"{layer.GetType().Name} {y}"); },
                () => logits = model.Forward(Tensor.RandN([2, 3, 64, 64])));

        Assert.Empty(wide);
        Assert.True(logits!.To(DType.Float32).IsFinite().All().Item<bool>());
    }

    [Theory]
    [MemberData(nameof(Every))]
    public void Folded_it_is_the_same_function(string name, string? encoder)
    {
        using var model = Trained(name, encoder);
        model.Eval();
        using var _ = LibTorch.NoGrad();
        var x = Tensor.RandN([1, 3, 40, 72]) * 2 + 1;
        var before = model.Forward(x).ToArray<float>();
        model.Fold(DType.Float32);
        var after = model.Forward(x).ToArray<float>();

        var range = before.Max() - before.Min();
        Assert.True(range > 1e-4, "the logits are too alike to prove anything");
        for (var i = 0; i < before.Length; i++) Assert.Equal(before[i], after[i], 1e-3 * range);
        Assert.All(model.Descendants().OfType<Conv2d>(), c => Assert.Equal(DType.Float32, c.Weight.DType));

        model.Fold(DType.BFloat16);
        var half = model.Forward(x.To(DType.BFloat16));
        Assert.Equal(DType.BFloat16, half.DType);
        Assert.True(half.To(DType.Float32).IsFinite().All().Item<bool>());
    }

    [Theory]
    [MemberData(nameof(Every))]
    public void A_wrong_number_of_channels_is_an_error_and_no_crash(string name, string? encoder)
    {
        using var model = Make(name, encoder);
        Assert.Throws<TorchException>(() => model.Forward(Tensor.Zeros([1, 4, 64, 64])));
        Assert.Throws<TorchException>(() => model.Forward(Tensor.Zeros([1, 1, 64, 64])));
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
        using var inner = new TensorScope();
        using var _ = LibTorch.NoGrad();
        foreach (var norm in model.Descendants().OfType<BatchNorm2d>())
        {
            norm.Weight.CopyFrom(norm.Weight + Tensor.RandN(norm.Weight.Shape) * 0.1);
            norm.Bias.CopyFrom(norm.Bias + Tensor.RandN(norm.Bias.Shape) * 0.1);
        }

        for (var i = 0; i < 5; i++) model.Forward(Tensor.RandN([2, 3, 64, 64]) * 2 + 1);
        return model;
    }

    /// <summary>A disc a little off the middle, brighter than noise.</summary>
    private static (Tensor Photo, Tensor Mask) Disc(int size)
    {
        var mask = Enumerable.Range(0, size * size).Select(i => Math.Pow(i % size - size * 0.4, 2) + Math.Pow(i / size - size * 0.55, 2) < size * size / 12.0 ? 1f : 0f).ToArray();
        var target = Tensor.From<float>(mask, 1, 1, size, size);
        return ((Tensor.Rand([1, 3, size, size]) * 0.4 + target * 0.5).ChannelsLast(), target);
    }
}
