using Cutline.Training.Runs;
using Cutline.Torch;
using Cutline.Torch.Nn;

namespace Cutline.Training.Tests.Runs;

public sealed class WeightAverageTests : IDisposable
{
    private readonly TensorScope scope = new();
    private readonly Conv2d model = new(1, 1, 1, bias: false);

    [Fact]
    public void By_hand()
    {
        Set(0);
        using var average = new WeightAverage(model, new Conv2d(1, 1, 1, bias: false), 0.5);
        Set(1);

        average.Update(); // keeps (1 + 1) / (10 + 1) = 2/11 of 0
        Assert.Equal(9.0 / 11, Value(average), 1e-6);
        average.Update(); // keeps 3/12 of that: 3/12 · 9/11 + 9/12 · 1
        Assert.Equal(3.0 / 12 * 9 / 11 + 9.0 / 12, Value(average), 1e-6);
        Assert.Equal(2, average.Updates);
    }

    [Fact]
    public void Once_warm_it_keeps_the_decay()
    {
        Set(0);
        using var average = new WeightAverage(model, new Conv2d(1, 1, 1, bias: false), 0.5) { Updates = 1000 };
        Set(1);

        average.Update();
        Assert.Equal(0.5, Value(average), 1e-6);
        average.Update();
        Assert.Equal(0.75, Value(average), 1e-6);
    }

    [Fact]
    public void It_begins_as_the_model_and_leaves_the_model_alone()
    {
        Set(3);
        using var average = new WeightAverage(model, new Conv2d(1, 1, 1, bias: false), 0.9);

        Assert.Equal(3, Value(average));
        Set(5);
        average.Update();
        Assert.Equal(5, model.Weight.Item<float>());
        Assert.True(model.Weight.RequiresGrad);
    }

    [Fact]
    public void Batch_statistics_are_averaged_too_and_counts_are_not()
    {
        using var norm = new BatchNorm2d(1);
        using var average = new WeightAverage(norm, new BatchNorm2d(1), 0.9);
        norm.Forward(Tensor.Full([1, 1, 2, 2], 10) + Tensor.Rand([1, 1, 2, 2]));

        average.Update();

        var (own, averaged) = (norm.StateDict(), average.Averaged.StateDict());
        Assert.Equal(own["running_mean"].Item<float>() * 9 / 11, averaged["running_mean"].Item<float>(), 1e-5);
        Assert.Equal(0, averaged["num_batches_tracked"].Item<long>());
    }

    public void Dispose()
    {
        model.Dispose();
        scope.Dispose();
    }

    private static double Value(WeightAverage average) => average.Averaged.StateDict()["weight"].Item<float>();

    private void Set(double value)
    {
        using var _ = LibTorch.NoGrad();
        model.Weight.Fill(value);
    }
}
