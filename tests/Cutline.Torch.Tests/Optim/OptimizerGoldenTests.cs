using Cutline.Golden;
using Cutline.Torch.Optim;

namespace Cutline.Torch.Tests.Optim;

/// <summary>Ten steps of each optimizer against PyTorch's, the learning rate halved after the sixth (golden/torch/make.py).</summary>
public sealed class OptimizerGoldenTests : IDisposable
{
    private const int Parameters = 3, Steps = 10, HalvedAfter = 6;

    private static readonly Dictionary<string, Func<Tensor[], Optimizer>> Optimizers = new()
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

    private readonly TensorScope scope = new();
    private readonly GoldenFile golden = new("torch/optimizers");

    public static TheoryData<string> Cases() => [.. Optimizers.Keys];

    [Theory]
    [MemberData(nameof(Cases))]
    public void Ten_steps_are_PyTorchs(string name)
    {
        var parameters = Start();
        using var optimizer = Optimizers[name](parameters);
        var path = new List<Tensor>[] { [], [], [] };
        for (var step = 1; step <= Steps; step++)
        {
            Step(optimizer, parameters);
            for (var i = 0; i < Parameters; i++) path[i].Add(parameters[i].Detach().Clone());
        }

        Assert.Equal(Steps, optimizer.Steps);
        for (var i = 0; i < Parameters; i++) golden.AssertClose($"{name}.path.{i}", Tensor.Stack([.. path[i]]));
        Assert.Equal(golden.Part($"{name}.state.").Keys.Order(), optimizer.State.Keys.Order());
        foreach (var (key, tensor) in optimizer.State) golden.AssertClose($"{name}.state.{key}", tensor);
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Restored_from_its_state_it_goes_on_bit_by_bit(string name)
    {
        var parameters = Start();
        using var straight = Optimizers[name](parameters);
        for (var step = 0; step < 5; step++) Step(straight, parameters);

        var copies = Array.ConvertAll(parameters, p => Leaf(p.Detach().Clone()));
        using var resumed = Optimizers[name](copies);
        resumed.Restore(straight.State.ToDictionary(s => s.Key, s => s.Value.Clone()), straight.Steps);
        resumed.LearningRate = straight.LearningRate;
        for (var step = 0; step < 5; step++)
        {
            Step(straight, parameters);
            Step(resumed, copies);
        }

        for (var i = 0; i < Parameters; i++) Assert.Equal(parameters[i].ToArray<float>(), copies[i].ToArray<float>());
    }

    public void Dispose()
    {
        golden.Dispose();
        scope.Dispose();
    }

    private Tensor[] Start() => [.. Enumerable.Range(0, Parameters).Select(i => Leaf(golden[$"start.{i}"]))];

    private static Tensor Leaf(Tensor tensor)
    {
        tensor.RequiresGrad = true;
        return tensor;
    }

    /// <summary>One step down Σ (p·a − b)².</summary>
    private void Step(Optimizer optimizer, Tensor[] parameters)
    {
        optimizer.ZeroGrad();
        var loss = Tensor.Zeros([]);
        for (var i = 0; i < Parameters; i++) loss += (parameters[i] * golden[$"a.{i}"] - golden[$"b.{i}"]).Pow(2).Sum();
        loss.Backward();
        optimizer.Step();
        if (optimizer.Steps == HalvedAfter) optimizer.LearningRate *= 0.5;
    }
}
