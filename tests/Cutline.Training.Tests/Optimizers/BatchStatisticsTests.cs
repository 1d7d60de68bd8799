using Cutline.Training.Optimizers;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Cutline.Training.Tests.Optimizers;

public sealed class BatchStatisticsTests : IDisposable
{
    private readonly DisposeScope scope = NewDisposeScope();

    [Fact]
    public void Means_and_variances_are_those_of_the_batches_whatever_was_before()
    {
        using var model = nn.Sequential(nn.BatchNorm2d(2), nn.Dropout(0.5));
        for (var i = 0; i < 3; i++) model.call(full([2, 2, 2, 2], 100f) + rand(2, 2, 2, 2));
        var norm = (BatchNorm2d)model.children().First();
        var batches = Enumerable.Range(1, 4).Select(i => rand(3, 2, 4, 4) * i + i).ToArray();

        Assert.Equal(4, BatchStatistics.Estimate(model, batches.Select(b => b.alias())));

        Close(stack(batches.Select(b => b.mean([0, 2, 3])).ToArray()).mean([0]), norm.running_mean!);
        Close(stack(batches.Select(b => b.permute(1, 0, 2, 3).reshape(2, -1).var(1)).ToArray()).mean([0]), norm.running_var!);
        Assert.Equal((3L, 0.1), (norm.num_batches_tracked!.item<long>(), norm.momentum));
        Assert.All(model.modules().Append(model), m => Assert.True(m.training));
    }

    [Fact]
    public void Frozen_layers_and_models_without_batch_norm_stay_as_they_are()
    {
        using var model = nn.Sequential(nn.BatchNorm2d(1), nn.BatchNorm2d(1));
        var frozen = new FrozenLayers(model, name => name.StartsWith("0.", StringComparison.Ordinal));
        frozen.Train();
        BatchStatistics.Estimate(model, [full([2, 1, 2, 2], 7f)]);
        var norms = model.children().Cast<BatchNorm2d>().ToArray();
        Assert.Equal(0, norms[0].running_mean!.item<float>());
        Assert.NotEqual(0, norms[1].running_mean!.item<float>());
        Assert.Equal((false, true, true), (norms[0].training, norms[1].training, model.training));

        using var plain = nn.Sequential(nn.Conv2d(1, 1, 1));
        Assert.Equal(0, BatchStatistics.Estimate(plain, [zeros(1, 1, 2, 2)]));
    }

    public void Dispose() => scope.Dispose();

    private static void Close(Tensor expected, Tensor actual) =>
        Assert.All(expected.ToArray<float>().Zip(actual.ToArray<float>()), v => Assert.Equal(v.First, v.Second, 1e-4));
}
