using Cutline.Torch.Nn;

namespace Cutline.Torch.Tests.Nn;

public sealed class ModuleTests : IDisposable
{
    private readonly TensorScope scope = new();

    [Fact]
    public void Names_are_dotted_parameters_are_trainable_and_buffers_are_not()
    {
        using var model = Small();
        Assert.Equal(
            ["0.weight", "0.bias", "1.0.weight", "1.0.bias", "1.0.running_mean", "1.0.running_var", "1.0.num_batches_tracked", "1.2.weight"],
            model.StateDict().Keys);
        Assert.Equal(5, model.Parameters().Count());
        Assert.All(model.Parameters(), p => Assert.True(p.RequiresGrad));
        Assert.All(model.StateDict().Where(s => s.Key.Contains("running") || s.Key.Contains("num_")), s => Assert.False(s.Value.RequiresGrad));
        Assert.Equal(["Conv2d", "Sequential", "BatchNorm2d", "ReLU", "Conv2d"], model.Descendants().Select(m => m.GetType().Name));
    }

    [Fact]
    public void Loading_copies_values_and_converts_types()
    {
        using var model = Small();
        using var other = Small();
        var state = other.StateDict().ToDictionary(s => s.Key, s => s.Value.To(DType.Float64));
        model.LoadStateDict(state);
        Assert.Equal(other.StateDict()["0.weight"].ToArray<float>(), model.StateDict()["0.weight"].ToArray<float>());
        Assert.Equal(DType.Float32, model.StateDict()["0.weight"].DType);
        Assert.True(model.StateDict()["0.weight"].RequiresGrad);
    }

    [Fact]
    public void Weights_of_another_model_are_refused_and_nothing_changes()
    {
        using var model = Small();
        var before = model.StateDict()["0.weight"].ToArray<float>();
        var state = model.StateDict().ToDictionary(s => s.Key, s => Tensor.Zeros(s.Value.Shape));
        state.Remove("1.2.weight");
        state["1.0.bias"] = Tensor.Zeros([9]);
        state["extra"] = Tensor.Zeros([1]);

        var e = Assert.Throws<ArgumentException>(() => model.LoadStateDict(state));
        Assert.Equal("the weights are those of another model: 1.2.weight is missing; extra is unknown; 1.0.bias is Float32[9], the model has Float32[2]", e.Message);
        Assert.Equal(before, model.StateDict()["0.weight"].ToArray<float>());
    }

    [Fact]
    public void Training_and_evaluation_reach_every_part()
    {
        using var model = Small();
        Assert.All(model.Descendants(), m => Assert.True(m.Training));
        model.Eval();
        Assert.All(model.Descendants().Append(model), m => Assert.False(m.Training));
        model.Train();
        Assert.All(model.Descendants(), m => Assert.True(m.Training));
    }

    [Fact]
    public void Parameters_keep_their_identity_when_they_are_converted()
    {
        using var model = Small();
        var weight = model.Parameters().First();
        model.To(DType.BFloat16);
        Assert.Same(weight, model.StateDict()["0.weight"]);
        Assert.Equal(DType.BFloat16, weight.DType);
        Assert.True(weight.RequiresGrad);
        Assert.Equal(DType.Int64, model.StateDict()["1.0.num_batches_tracked"].DType);

        model.To(DType.Float32);
        model.ToChannelsLast();
        model.To(Device.Cpu);
        Assert.True(weight.IsChannelsLast);
        model.Forward(Tensor.Ones([1, 3, 4, 4]).ChannelsLast()).Sum().Backward();
        Assert.Equal(weight.Shape, weight.Grad!.Shape);
    }

    [Fact]
    public void Modules_outlive_the_scope_they_are_made_in_and_release_all_when_disposed()
    {
        Module model;
        using (new TensorScope()) model = Small();
        var tensors = model.StateDict().Values.ToArray();
        Assert.All(tensors, t => Assert.True(t.ElementCount > 0));
        model.Dispose();
        model.Dispose();
        Assert.All(tensors, t => Assert.Equal("released", t.ToString()));
        Assert.Contains("released", Assert.Throws<TorchException>(() => model.Forward(Tensor.Ones([1, 3, 4, 4]))).Message);
    }

    [Fact]
    public void Observers_see_every_layers_output_and_are_gone_after_an_error()
    {
        using var model = Small();
        var seen = new List<string>();
        void Watch(Module m, Tensor y) => seen.Add($"{m.GetType().Name} {y}");
        Module.Observe(Watch, () => model.Forward(Tensor.Ones([1, 3, 4, 4])));
        Assert.Equal(["Conv2d Float32[1, 2, 4, 4]", "BatchNorm2d Float32[1, 2, 4, 4]", "ReLU Float32[1, 2, 4, 4]", "Conv2d Float32[1, 1, 2, 2]"], seen);

        Assert.Throws<TorchException>(() => Module.Observe(Watch, () => model.Forward(Tensor.Ones([1, 9, 4, 4]))));
        seen.Clear();
        model.Forward(Tensor.Ones([1, 3, 4, 4]));
        Assert.Empty(seen);
    }

    [Fact]
    public void Multiplications_are_counted_by_hand()
    {
        using var conv = new Conv2d(4, 6, 3, groups: 2);
        Assert.Equal(6 * 5 * 5 * 2 * 9, conv.Macs(conv.Forward(Tensor.Ones([1, 4, 7, 7]))));
        using var up = new ConvTranspose2d(4, 3, 2, stride: 2);
        Assert.Equal(4 * 5 * 5 * 3 * 4, up.Macs(up.Forward(Tensor.Ones([1, 4, 5, 5]))));
    }

    public void Dispose() => scope.Dispose();

    private static Sequential Small() =>
        new(new Conv2d(3, 2, 1), new Sequential(new BatchNorm2d(2), new ReLU(), new Conv2d(2, 1, 3, bias: false)));
}
