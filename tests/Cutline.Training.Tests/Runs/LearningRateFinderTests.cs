using Cutline.Segmentation.Datasets.Formats;
using Cutline.Segmentation.Preprocessing;
using Cutline.Segmentation.Runs;
using Cutline.Training.Losses;
using Cutline.Training.Models;
using Cutline.Training.Runs;
using TorchSharp;
using static TorchSharp.torch;

namespace Cutline.Training.Tests.Runs;

[Collection("live tensors")]
public sealed class LearningRateFinderTests : IDisposable
{
    private readonly DrawnDiscs discs = new();

    /// <summary>
    /// Ten rates a decade from 1e-6: the loss falls from 2 to 1, half of it at 1e-3 (30), and from 0.1 on it grows. A third is reached
    /// 2 ln 2 rates before, and smoothing widens that by less than one more.
    /// </summary>
    [Fact]
    public void Where_the_loss_has_fallen_by_a_third_is_suggested()
    {
        var losses = Enumerable.Range(0, 60).Select(i => (Rate: Math.Pow(10, -6 + i / 10.0),
            Loss: 1 + 1 / (1 + Math.Exp((i - 30) / 2.0)) + (i > 50 ? Math.Pow(1.6, i - 50) : 0))).ToArray();

        var curve = LearningRateFinder.Read(losses, diverged: true);

        Assert.Contains(curve.Suggested!.Value, (double[])[5e-4, 6.3e-4, 7.9e-4]);
        Assert.InRange(curve.Lowest, 1e-2, 1e-1);
        Assert.Equal(losses.Select(l => l.Loss), curve.Points.Select(p => p.Loss));
        Assert.Equal(1.5, curve.Points[30].Smoothed, 0.01);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(0)]
    public void Where_the_loss_does_not_fall_nothing_is_suggested(int growth)
    {
        var losses = Enumerable.Range(0, 40).Select(i => (Rate: Math.Pow(10, -6 + i / 10.0), Loss: 1 + growth * i / 10.0)).ToArray();

        Assert.Null(LearningRateFinder.Read(losses, diverged: false).Suggested);
    }

    [Fact]
    public void It_finds_a_rate_that_trains_and_stops_where_the_loss_diverges_and_does_so_again()
    {
        var options = SmallRun.Options(discs) with { Loss = "bce+dice" };
        var told = new List<LearningRatePoint>();
        LearningRateCurve Find()
        {
            using var trainer = Trainer.FromOptions(options);
            return new LearningRateFinder { To = 100 }.Run(trainer, new Told<LearningRatePoint>(told.Add));
        }

        var curve = Find();

        Assert.InRange(curve.Suggested!.Value, 1e-4, 0.5);
        Assert.True(curve.Diverged, $"{curve.Points.Count} updates up to {curve.Points[^1].Rate}");
        Assert.Equal(curve.Points.Select(p => p.Loss), told.Select(p => p.Loss));
        var ratios = curve.Points.Zip(curve.Points.Skip(1), (a, b) => b.Rate / a.Rate).ToArray();
        Assert.All(ratios, r => Assert.Equal(Math.Pow(1e8, 1 / 99.0), r, 1e-9));
        Assert.Equal(curve.Points, Find().Points);
        using var run = new SmallRun(options with { LearningRate = curve.Suggested.Value, Epochs = 12 });
        Assert.True(run.Train().BestDice > 0.8);
    }

    [Fact]
    public void A_model_of_ones_own_has_its_weights_of_before_afterwards_and_no_tensor_stays()
    {
        using var data = DatasetLocator.Open(discs.Root);
        using var model = new UNet(new ModelOptions { Base = 2, Depth = 1 });
        var before = Values(model);
        var options = new TrainOptions { Preprocess = PreprocessOptions.Square(32), Batch = 4, Accumulate = 2 };
        using var trainer = new Trainer(model, new BceDiceLoss(), data, options);
        var finder = new LearningRateFinder { From = 1e-4, To = 1, Updates = 12 };
        finder.Run(trainer);
        var live = LiveTensors.Settled();

        Assert.Equal(12, finder.Run(trainer).Points.Count);

        Assert.Equal(before, Values(model));
        Assert.True(LiveTensors.Settled() <= live, $"{LiveTensors.Settled() - live} tensors stay");

        static float[][] Values(nn.Module module) => [.. module.state_dict().Values.Select(t => t.ToArray<float>())];
    }

    [Fact]
    public void A_range_that_is_none_is_an_error()
    {
        Assert.Throws<ArgumentException>(() => new LearningRateFinder { From = 0 }.Validated());
        Assert.Throws<ArgumentException>(() => new LearningRateFinder { From = 1, To = 0.1 }.Validated());
        Assert.Throws<ArgumentException>(() => new LearningRateFinder { Updates = 3 }.Validated());
    }

    public void Dispose() => discs.Dispose();
}
