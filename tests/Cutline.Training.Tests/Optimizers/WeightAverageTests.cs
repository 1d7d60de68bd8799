using Cutline.Training.Optimizers;
using TorchSharp;
using static TorchSharp.torch;

namespace Cutline.Training.Tests.Optimizers;

public sealed class WeightAverageTests : IDisposable
{
    private readonly DisposeScope scope = NewDisposeScope();
    private readonly ParameterModule model = new(zeros(1));
    private readonly FlatParameters flat;

    public WeightAverageTests() => flat = new FlatParameters(model);

    [Fact]
    public void By_hand()
    {
        Set(0);
        using var average = new WeightAverage(model, flat, 0.5);
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
        using var average = new WeightAverage(model, flat, 0.5) { Updates = 1000 };
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
        using var average = new WeightAverage(model, flat, 0.9);

        Assert.Equal(3, Value(average));
        Set(5);
        average.Update();
        Assert.Equal(5, model[0].item<float>());
        var averaged = Value(average);
        using (average.Use()) Assert.Equal(averaged, model[0].item<float>());
        Assert.Equal(5, model[0].item<float>());
        Assert.Equal(averaged, Value(average));
    }

    [Fact]
    public void Batch_statistics_are_averaged_too_and_counts_are_not()
    {
        using var norm = nn.Sequential(nn.BatchNorm2d(1));
        using var parameters = new FlatParameters(norm);
        using var average = new WeightAverage(norm, parameters, 0.9);
        norm.call(full([1, 1, 2, 2], 10f) + rand(1, 1, 2, 2));

        average.Update();

        var (own, averaged) = (norm.state_dict(), average.StateDict());
        Assert.Equal(own["0.running_mean"].item<float>() * 9 / 11, averaged["0.running_mean"].item<float>(), 1e-5);
        Assert.Equal(1, own["0.num_batches_tracked"].item<long>());
        using (average.Use()) Assert.Equal(averaged["0.running_mean"].item<float>(), norm.state_dict()["0.running_mean"].item<float>());
    }

    [Fact]
    public void Restored_it_is_the_same()
    {
        Set(2);
        using var average = new WeightAverage(model, flat, 0.9);
        Set(4);
        average.Update();
        using var again = new WeightAverage(model, flat, 0.9);

        again.Restore(average.StateDict().ToDictionary(s => s.Key, s => s.Value.clone()), average.Updates);

        Assert.Equal((Value(average), 1L), (Value(again), again.Updates));
        Assert.Throws<ArgumentException>(() => again.Restore(new Dictionary<string, Tensor>(), 1));
    }

    public void Dispose()
    {
        flat.Dispose();
        model.Dispose();
        scope.Dispose();
    }

    private static double Value(WeightAverage average) => average.StateDict()["p0"].item<float>();

    private void Set(double value)
    {
        using var _ = no_grad();
        flat.Values.fill_(value);
    }
}
