using Cutline.Training.Layers;
using TorchSharp;
using static TorchSharp.torch;

namespace Cutline.Training.Tests.Layers;

public sealed class StateDictTests : IDisposable
{
    private readonly DisposeScope scope = NewDisposeScope();

    [Fact]
    public void Names_are_dotted()
    {
        using var model = Small();
        Assert.Equal(
            ["0.bias", "0.weight", "1.0.bias", "1.0.num_batches_tracked", "1.0.running_mean", "1.0.running_var", "1.0.weight",
                "1.2.weight"],
            StateDict.Of(model).Keys.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Loading_copies_values_and_converts_types()
    {
        using var model = Small();
        using var other = Small();
        StateDict.Load(model, StateDict.Of(other).ToDictionary(s => s.Key, s => s.Value.to(ScalarType.Float64)));
        var weight = StateDict.Of(model)["0.weight"];
        Assert.Equal(StateDict.Of(other)["0.weight"].ToArray<float>(), weight.ToArray<float>());
        Assert.Equal(ScalarType.Float32, weight.dtype);
        Assert.True(weight.requires_grad);
    }

    [Fact]
    public void Weights_of_another_model_are_refused_and_nothing_changes()
    {
        using var model = Small();
        var before = StateDict.Of(model)["0.weight"].ToArray<float>();
        var state = StateDict.Of(model).ToDictionary(s => s.Key, s => zeros(s.Value.shape));
        state.Remove("1.2.weight");
        state["1.0.bias"] = zeros(9);
        state["extra"] = zeros(1);

        var e = Assert.Throws<ArgumentException>(() => StateDict.Load(model, state));
        Assert.Equal("the weights are those of another model: 1.2.weight is missing; extra is unknown; 1.0.bias is (9), the model has (2)",
            e.Message);
        Assert.Equal(before, StateDict.Of(model)["0.weight"].ToArray<float>());
    }

    public void Dispose() => scope.Dispose();

    private static TorchSharp.Modules.Sequential Small() =>
        nn.Sequential(nn.Conv2d(3, 2, 1), nn.Sequential(nn.BatchNorm2d(2), nn.ReLU(), nn.Conv2d(2, 1, 3, bias: false)));
}
