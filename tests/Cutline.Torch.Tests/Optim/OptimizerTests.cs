using Cutline.Torch.Optim;

namespace Cutline.Torch.Tests.Optim;

public sealed class OptimizerTests : IDisposable
{
    private readonly TensorScope scope = new();

    [Fact]
    public void One_step_of_gradient_descent_by_hand()
    {
        var p = Parameter();                                   // (1, 2), loss Σp², gradient (2, 4)
        using var sgd = new Sgd([p], learningRate: 0.1);
        p.Pow(2).Sum().Backward();
        sgd.Step();
        Assert.Equal([0.8f, 1.6f], p.ToArray<float>());
        Assert.True(p.RequiresGrad);
    }

    [Fact]
    public void The_first_step_of_Adam_is_the_learning_rate_whatever_the_gradient()
    {
        var p = Parameter();
        using var adam = new Adam([p], learningRate: 0.25);
        (p.Pow(2).Sum() * 1000).Backward();
        adam.Step();
        Assert.All(p.ToArray<float>().Zip([0.75f, 1.75f]), v => Assert.Equal(v.Second, v.First, 1e-6));
    }

    [Fact]
    public void Gradients_add_up_until_they_are_forgotten()
    {
        var p = Parameter();
        using var sgd = new Sgd([p], 0.1);
        for (var i = 0; i < 2; i++) p.Sum().Backward();
        Assert.Equal([2, 2], p.Grad!.ToArray<float>());
        sgd.ZeroGrad();
        Assert.Null(p.Grad);
    }

    [Fact]
    public void A_parameter_without_gradient_is_an_error_and_nothing_moves()
    {
        var (p, q) = (Parameter(), Parameter());
        using var adam = new Adam([p, q]);
        p.Sum().Backward();
        var e = Assert.Throws<InvalidOperationException>(adam.Step);
        Assert.Equal("parameter Float32[2] has no gradient: call Backward on a loss that depends on it", e.Message);
        Assert.Equal(0, adam.Steps);
        Assert.Equal([1, 2], p.ToArray<float>());
    }

    [Fact]
    public void A_gradient_of_another_shape_or_type_never_reaches_the_optimizer()
    {
        var p = Parameter();
        foreach (var other in new[] { Tensor.Ones([1]), Tensor.Ones([2, 1]), Tensor.Ones([2], DType.Float64) })
        {
            var e = Assert.Throws<TorchException>(() => p.Grad = other);
            Assert.Equal("set_grad", e.Operator);
            Assert.Contains($"Float32[2], {other}", e.Message, StringComparison.Ordinal);
        }

        p.Grad = Tensor.Ones([2]);
        using var sgd = new Sgd([p], 1);
        sgd.Step();
        Assert.Equal([0, 1], p.ToArray<float>());
    }

    [Fact]
    public void What_cannot_be_is_refused_with_its_repair()
    {
        var p = Parameter();
        Assert.Throws<ArgumentException>(() => new Adam([]));
        Assert.Throws<ArgumentException>(() => new Adam([p], learningRate: -1));
        Assert.Throws<ArgumentException>(() => new Adam([p], learningRate: double.NaN));
        Assert.Throws<ArgumentException>(() => new Adam([p], beta1: 1));
        Assert.Throws<ArgumentException>(() => new AdamW([p], beta2: -0.1));
        Assert.Throws<ArgumentException>(() => new AdamW([p], eps: -1));
        Assert.Throws<ArgumentException>(() => new Adam([p], weightDecay: double.NaN));
        Assert.Throws<ArgumentException>(() => new Sgd([p], 0.1, momentum: -1));
        var e = Assert.Throws<ArgumentException>(() => new Sgd([p], 0.1, nesterov: true));
        Assert.Equal("Nesterov's step needs a momentum above 0", e.Message);
    }

    [Fact]
    public void A_state_that_does_not_fit_is_refused_and_changes_nothing()
    {
        var p = Parameter();
        using var adam = new Adam([p]);
        p.Sum().Backward();
        adam.Step();
        var before = adam.State["exp_avg.0"].ToArray<float>();
        var wrong = new Dictionary<string, Tensor> { ["exp_avg.0"] = Tensor.Zeros([2]), ["exp_avg_sq.0"] = Tensor.Zeros([3]) };
        var e = Assert.Throws<ArgumentException>(() => adam.Restore(wrong, 7));
        Assert.Contains("exp_avg_sq.0", e.Message, StringComparison.Ordinal);
        Assert.Equal(1, adam.Steps);
        Assert.Equal(before, adam.State["exp_avg.0"].ToArray<float>());
    }

    [Fact]
    public void Channels_last_parameters_train_as_plain_ones_do()
    {
        var x = Tensor.Rand([2, 3, 8, 8]);
        float[] Trained(bool channelsLast)
        {
            var start = Tensor.From<float>([.. Enumerable.Range(0, 4 * 3 * 9).Select(i => MathF.Sin(i))], 4, 3, 3, 3);
            var weight = channelsLast ? start.ChannelsLast().Clone() : start;
            weight.RequiresGrad = true;
            using var adam = new Adam([weight], 0.01);
            for (var step = 0; step < 3; step++)
            {
                adam.ZeroGrad();
                F.Conv2d(channelsLast ? x.ChannelsLast() : x, weight).Pow(2).Mean().Backward();
                adam.Step();
            }

            Assert.Equal(channelsLast, weight.IsChannelsLast);
            return weight.ToArray<float>();
        }

        Assert.All(Trained(false).Zip(Trained(true)), v => Assert.Equal(v.First, v.Second, 1e-5));
    }

    public void Dispose() => scope.Dispose();

    private static Tensor Parameter()
    {
        var tensor = Tensor.From<float>([1, 2], 2);
        tensor.RequiresGrad = true;
        return tensor;
    }
}
