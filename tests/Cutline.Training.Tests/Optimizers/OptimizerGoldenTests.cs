using Cutline.Golden;
using Cutline.Training.Optimizers;
using TorchSharp;
using static TorchSharp.torch;

namespace Cutline.Training.Tests.Optimizers;

/// <summary>Ten steps of each optimizer against PyTorch's, the learning rate halved after the sixth (golden/torch/make.py).</summary>
public sealed class OptimizerGoldenTests : IDisposable
{
    private const int Parameters = 3, Steps = 10, HalvedAfter = 6;

    private static readonly Dictionary<string, Func<FlatParameters, Optimizer>> Optimizers = new()
    {
        ["adam"] = p => new Adam(p, 0.05),
        ["adam_options"] = p => new Adam(p, 0.02, 0.8, 0.95, 1e-2, 0.1),
        ["adamw"] = p => new AdamW(p, 0.05),
        ["adamw_options"] = p => new AdamW(p, 0.02, 0.8, 0.95, 1e-2, 0.3),
        ["sgd"] = p => new Sgd(p, 0.02),
        ["sgd_decay"] = p => new Sgd(p, 0.02, weightDecay: 0.2),
        ["sgd_momentum"] = p => new Sgd(p, 0.02, 0.9, 0.2),
        ["sgd_nesterov"] = p => new Sgd(p, 0.02, 0.8, 0.2, nesterov: true),
    };

    private readonly DisposeScope scope = NewDisposeScope();
    private readonly GoldenFile golden = new("torch/optimizers");

    public static TheoryData<string> Cases() => [.. Optimizers.Keys];

    [Theory]
    [MemberData(nameof(Cases))]
    public void Ten_steps_are_PyTorchs(string name)
    {
        using var model = Start();
        using var flat = new FlatParameters(model);
        using var optimizer = Optimizers[name](flat);
        var path = new List<Tensor>[] { [], [], [] };
        for (var step = 1; step <= Steps; step++)
        {
            Step(optimizer, model);
            for (var i = 0; i < Parameters; i++) path[i].Add(model[i].detach().clone());
        }

        Assert.Equal(Steps, optimizer.Steps);
        for (var i = 0; i < Parameters; i++) golden.AssertClose($"{name}.path.{i}", stack(path[i]));
        var state = optimizer.StateByParameter().ToDictionary(s => s.Key.Replace(".p", ".", StringComparison.Ordinal), s => s.Value);
        Assert.Equal(golden.Part($"{name}.state.").Keys.Order(), state.Keys.Order());
        foreach (var (key, tensor) in state) golden.AssertClose($"{name}.state.{key}", tensor);
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Restored_from_its_state_it_goes_on_bit_by_bit(string name)
    {
        using var model = Start();
        using var flat = new FlatParameters(model);
        using var straight = Optimizers[name](flat);
        for (var step = 0; step < 5; step++) Step(straight, model);

        using var copy = new ParameterModule([.. Enumerable.Range(0, Parameters).Select(i => model[i].detach())]);
        using var copied = new FlatParameters(copy);
        using var resumed = Optimizers[name](copied);
        resumed.Restore(straight.StateByParameter().ToDictionary(s => s.Key, s => s.Value.clone()), straight.Steps);
        resumed.LearningRate = straight.LearningRate;
        for (var step = 0; step < 5; step++)
        {
            Step(straight, model);
            Step(resumed, copy);
        }

        for (var i = 0; i < Parameters; i++) Assert.Equal(model[i].ToArray<float>(), copy[i].ToArray<float>());
    }

    public void Dispose()
    {
        golden.Dispose();
        scope.Dispose();
    }

    private ParameterModule Start() => new([.. Enumerable.Range(0, Parameters).Select(i => golden[$"start.{i}"])]);

    /// <summary>One step down Σ (p·a − b)².</summary>
    private void Step(Optimizer optimizer, ParameterModule model)
    {
        var loss = zeros(1).sum();
        for (var i = 0; i < Parameters; i++) loss += (model[i] * golden[$"a.{i}"] - golden[$"b.{i}"]).pow(2).sum();
        var step = new OptimizationStep(optimizer);
        step.Add(loss);
        step.Apply();
        if (optimizer.Steps == HalvedAfter) optimizer.LearningRate *= 0.5;
    }
}
