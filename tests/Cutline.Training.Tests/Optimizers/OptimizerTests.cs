using Cutline.Training.Optimizers;
using TorchSharp;
using static TorchSharp.torch;

namespace Cutline.Training.Tests.Optimizers;

public sealed class OptimizerTests : IDisposable
{
    private readonly DisposeScope scope = NewDisposeScope();
    private readonly ParameterModule model = new(tensor([1f, 2f]));

    [Fact]
    public void One_step_of_gradient_descent_by_hand()
    {
        using var flat = new FlatParameters(model);            // (1, 2), loss Σp², gradient (2, 4)
        using var sgd = new Sgd(flat, learningRate: 0.1);
        model[0].pow(2).sum().backward();
        sgd.Step();
        Assert.Equal([0.8f, 1.6f], model[0].ToArray<float>());
        Assert.True(model[0].requires_grad);
    }

    [Fact]
    public void The_first_step_of_Adam_is_the_learning_rate_whatever_the_gradient()
    {
        using var flat = new FlatParameters(model);
        using var adam = new Adam(flat, learningRate: 0.25);
        (model[0].pow(2).sum() * 1000).backward();
        adam.Step();
        Assert.All(model[0].ToArray<float>().Zip([0.75f, 1.75f]), v => Assert.Equal(v.Second, v.First, 1e-6));
    }

    [Fact]
    public void Gradients_add_up_until_they_are_forgotten()
    {
        using var flat = new FlatParameters(model);
        for (var i = 0; i < 2; i++) model[0].sum().backward();
        Assert.Equal([2, 2], model[0].grad!.ToArray<float>());
        flat.ZeroGradients();
        Assert.Equal([0, 0], model[0].grad!.ToArray<float>());
    }

    [Fact]
    public void A_parameter_that_the_loss_does_not_depend_on_stays_as_it_is()
    {
        using var two = new ParameterModule(tensor([1f, 2f]), tensor([3f]));
        using var flat = new FlatParameters(two);
        using var adam = new Adam(flat);
        two[0].sum().backward();
        adam.Step();
        Assert.Equal([3], two[1].ToArray<float>());
        Assert.NotEqual([1, 2], two[0].ToArray<float>());
    }

    [Fact]
    public void Each_range_has_the_learning_rate_of_its_own()
    {
        using var two = new ParameterModule(tensor([1f]), tensor([1f]), tensor([1f]));
        using var flat = new FlatParameters(two, rate: name => name == "p1" ? 0.1 : 1);
        using var sgd = new Sgd(flat, 0.5);
        (two[0] + two[1] + two[2]).sum().backward();
        sgd.Step();
        Assert.Equal([0.5f, 0.95f, 0.5f], Enumerable.Range(0, 3).Select(i => two[i].item<float>()));
        Assert.Equal(flat.Values.numel(), flat.Groups.Sum(g => g.Count));
        Assert.Equal(2, flat.Groups.Count);
    }

    [Fact]
    public void Numbers_out_of_range_are_refused_with_their_repair()
    {
        using var flat = new FlatParameters(model);
        Assert.Equal("learningRate is -1: use a number from 0",
            Assert.Throws<ArgumentException>(() => new Adam(flat, learningRate: -1)).Message);
        Assert.Throws<ArgumentException>(() => new Adam(flat, learningRate: double.NaN));
        Assert.Throws<ArgumentException>(() => new Adam(flat, beta1: 1));
        Assert.Throws<ArgumentException>(() => new AdamW(flat, beta2: -0.1));
        Assert.Throws<ArgumentException>(() => new AdamW(flat, eps: -1));
        Assert.Throws<ArgumentException>(() => new Adam(flat, weightDecay: double.NaN));
        Assert.Throws<ArgumentException>(() => new Sgd(flat, 0.1, momentum: -1));
        Assert.Equal("Nesterov's step needs a momentum above 0",
            Assert.Throws<ArgumentException>(() => new Sgd(flat, 0.1, nesterov: true)).Message);
    }

    [Fact]
    public void A_state_that_does_not_fit_is_refused_and_changes_nothing()
    {
        using var flat = new FlatParameters(model);
        using var adam = new Adam(flat);
        model[0].sum().backward();
        adam.Step();
        var before = adam.State["exp_avg"].ToArray<float>();
        var wrong = new Dictionary<string, Tensor> { ["exp_avg.p0"] = zeros(2), ["exp_avg_sq.p0"] = zeros(3) };
        Assert.Contains("exp_avg_sq.p0", Assert.Throws<ArgumentException>(() => adam.Restore(wrong, 7)).Message, StringComparison.Ordinal);
        Assert.Equal(1, adam.Steps);
        Assert.Equal(before, adam.State["exp_avg"].ToArray<float>());
    }

    public void Dispose()
    {
        model.Dispose();
        scope.Dispose();
    }
}
