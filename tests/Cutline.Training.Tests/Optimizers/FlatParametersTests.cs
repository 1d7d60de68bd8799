using Cutline.Training.Layers;
using Cutline.Training.Models;
using Cutline.Training.Optimizers;
using TorchSharp;
using static TorchSharp.torch;

namespace Cutline.Training.Tests.Optimizers;

[Collection("live tensors")]
public sealed class FlatParametersTests : IDisposable
{
    private readonly DisposeScope scope = NewDisposeScope();

    public FlatParametersTests() => random.manual_seed(3);

    [Theory]
    [InlineData(Precision.Fp32)]
    [InlineData(Precision.Bf16)]
    public void The_model_keeps_its_names_values_and_function_and_gets_them_back(Precision precision)
    {
        using var model = new UNet(new ModelOptions { Base = 2, Depth = 1 });
        model.eval();
        var (before, x) = (Copy(model.state_dict()), rand(1, 3, 8, 8));
        var output = model.call(x).ToArray<float>();

        using (var flat = new FlatParameters(model, precision))
        {
            AssertSame(before, flat.StateDict());
            Assert.All(model.call(x).ToArray<float>().Zip(output), v =>
                Assert.Equal(v.Second, v.First, precision == Precision.Fp32 ? 1e-6 : 0.05));
            using (flat.InFullPrecision()) Assert
                .All(model.call(x).ToArray<float>().Zip(output), v => Assert.Equal(v.Second, v.First, 1e-6));
            using (no_grad()) flat.Values.mul_(2);
            flat.Publish();
        }

        foreach (var (name, parameter) in model.named_parameters())
        {
            Assert.Equal(ScalarType.Float32, parameter.dtype);
            Assert.True(parameter.requires_grad, name);
            Assert.Equal(before[name].Select(v => 2 * v), parameter.ToArray<float>());
        }

        model.call(x).sum().backward(); // nothing of it hangs on the flat tensors
        Assert.All(model.parameters(), p => Assert.NotNull(p.grad));
    }

    [Fact]
    public void Gradients_of_bf16_are_those_of_fp32_to_bf16s_precision_and_add_up_in_fp32()
    {
        using var model = new UNet(new ModelOptions { Base = 8, Depth = 2 });
        var y = zeros(4, 1, 32, 32);
        y.narrow(3, 10, 16).fill_(1);
        var x = (rand(4, 3, 32, 32) * 0.2 + y * 0.6).ChannelsLast();
        var gradients = new List<Tensor>();
        foreach (var precision in (Precision[])[Precision.Fp32, Precision.Bf16])
        {
            using var flat = new FlatParameters(model, precision);
            for (var pass = 0; pass < 2; pass++)
            {
                nn.functional.binary_cross_entropy_with_logits(model.call(x).to(ScalarType.Float32), y).backward();
                flat.CollectGradients();
                flat.CollectGradients(); // once collected, there is nothing left to add
            }

            gradients.Add(cat([.. flat.ViewsOf(flat.Gradients).OrderBy(v => v.Key, StringComparer.Ordinal)
                .Select(v => v.Value.reshape(-1).clone())]));
        }

        var off = (gradients[0] - gradients[1]).norm().item<float>() / gradients[0].norm().item<float>();
        Assert.InRange(off, 1e-6, 0.05); // 0.028 on a processor with bf16; a wrong layer alone would be off by more than 1
    }

    /// <summary>Layers of the stock kinds, some with weights that only fp32 takes: what a user may have.</summary>
    [Fact]
    public void A_model_of_ones_own_trains_in_bf16()
    {
        using var model = nn.Sequential(
            nn.Conv2d(3, 8, 3, padding: 1), nn.PReLU(8), nn.GroupNorm(2, 8), nn.Conv2d(8, 8, 3, padding: 1, groups: 8), nn.BatchNorm2d(8),
                nn.SiLU(),
            nn.ConvTranspose2d(8, 4, 2, stride: 2), nn.Flatten(2), nn.Linear(64, 6));
        using var flat = new FlatParameters(model, Precision.Bf16);
        using var adam = new Adam(flat, 0.01);
        var step = new OptimizationStep(adam);
        var (x, losses) = (rand(2, 3, 4, 4), new List<float>());
        for (var i = 0; i < 40; i++)
        {
            using var inner = NewDisposeScope();
            var loss = (model.call(x).to(ScalarType.Float32) - 1).pow(2).mean();
            step.Add(loss);
            step.Apply();
            losses.Add(loss.item<float>());
        }

        Assert.True(losses[^1] < losses[0] / 10, $"{losses[0]} → {losses[^1]}");
        Assert.All(flat.StateDict().Values.Where(t => t.is_floating_point()), t => Assert.Equal(ScalarType.Float32, t.dtype));
    }

    [Theory]
    [InlineData(Precision.Fp32)]
    [InlineData(Precision.Bf16)]
    public void What_is_frozen_stays_and_so_do_its_statistics(Precision precision)
    {
        using var model = new EncoderUNet(new ModelOptions { Encoder = "mobilenet_v2", Base = 2 });
        var frozen = new FrozenLayers(model, name => name.StartsWith("encoder.", StringComparison.Ordinal));
        using var flat = new FlatParameters(model, precision);
        using var sgd = new Sgd(flat, 0.1);
        var (before, step) = (Copy(flat.StateDict()), new OptimizationStep(sgd));
        frozen.Train();

        step.Add(model.call(rand(2, 3, 32, 32)).to(ScalarType.Float32).sum());
        step.Apply();

        foreach (var (name, tensor) in flat.StateDict())
        {
            if (name.StartsWith("encoder.", StringComparison.Ordinal)) Assert.Equal(before[name], tensor.ToArray<float>());
            else if (name.EndsWith("weight", StringComparison.Ordinal)) Assert.NotEqual(before[name], tensor.ToArray<float>());
        }

        Assert.Throws<ArgumentException>(() => new FrozenLayers(model, _ => false));
        foreach (var parameter in model.parameters()) parameter.requires_grad = false;
        Assert.Contains("freeze less", Assert.Throws<ArgumentException>(() => new FlatParameters(model)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Loading_publishes_and_refuses_another_models_weights()
    {
        using var model = new UNet(new ModelOptions { Base = 2, Depth = 1 });
        using var other = new UNet(new ModelOptions { Base = 2, Depth = 1 });
        using var flat = new FlatParameters(model, Precision.Bf16);
        flat.Load(other.state_dict());
        AssertSame(Copy(other.state_dict()), flat.StateDict());
        var weight = model.named_parameters().First(p => p.name == "enter.conv.0.weight").parameter;
        Assert.Equal(ScalarType.BFloat16, weight.dtype);
        Assert.Equal(other.named_parameters().First(p => p.name == "enter.conv.0.weight").parameter.to(ScalarType.BFloat16)
            .ToArray<float>(), weight.ToArray<float>());

        var state = other.state_dict();
        state.Remove("exit.bias");
        Assert.Equal("the weights are those of another model: exit.bias is missing",
            Assert.Throws<ArgumentException>(() => flat.Load(state)).Message);
    }

    [Fact]
    public void Fp16_is_for_CUDA()
    {
        using var model = nn.Sequential(nn.Conv2d(1, 1, 1));
        Assert.Equal("fp16 is for CUDA devices: use bf16 on the CPU, or the device cuda",
            Assert.Throws<ArgumentException>(() => new FlatParameters(model, Precision.Fp16)).Message);
    }

    [Theory]
    [InlineData(Precision.Fp32)]
    [InlineData(Precision.Bf16)]
    public void Disposing_leaves_no_tensors_behind(Precision precision)
    {
        using var model = new UNet(new ModelOptions { Base = 2, Depth = 1 });
        using (new FlatParameters(model, precision))
        {
        }

        var before = LiveTensors.Settled();
        using (var flat = new FlatParameters(model, precision))
        {
            foreach (var make in (Func<Optimizer>[])[() => new Adam(flat), () => new AdamW(flat), () => new Sgd(flat, 0.1, momentum: 0.9)])
                using (var optimizer = make()) optimizer.Step();
        }

        // TorchSharp counts a tensor that became a parameter for good: two for each weight and bias of the ten that are cast.
        var counted = precision == Precision.Bf16 ? 2 * 10 : 0;
        Assert.Equal(before + counted, Tensor.TotalCount);
    }

    public void Dispose() => scope.Dispose();

    private static Dictionary<string, float[]> Copy(IReadOnlyDictionary<string, Tensor> state) =>
        state.ToDictionary(t => t.Key, t => t.Value.ToArray<float>());

    private static void AssertSame(Dictionary<string, float[]> expected, IReadOnlyDictionary<string, Tensor> actual)
    {
        Assert.Equal(expected.Keys.Order(), actual.Keys.Order());
        foreach (var (name, values) in expected) Assert.Equal(values, actual[name].ToArray<float>());
    }
}
