using Cutline.Segmentation.Training;

namespace Cutline.Segmentation.Tests.Training;

public sealed class ScheduleTests
{
    [Theory]
    [InlineData(Schedule.Constant, 0, 1)]
    [InlineData(Schedule.Constant, 0.7, 1)]
    [InlineData(Schedule.Constant, 1, 1)]
    [InlineData(Schedule.Cosine, 0, 1)]
    [InlineData(Schedule.Cosine, 1.0 / 3, 0.75)] // (1 + cos 60°) / 2
    [InlineData(Schedule.Cosine, 0.5, 0.5)]
    [InlineData(Schedule.Cosine, 2.0 / 3, 0.25)]
    [InlineData(Schedule.Cosine, 1, 0)]
    [InlineData(Schedule.OneCycle, 0, 0.1)]
    [InlineData(Schedule.OneCycle, 0.1, 0.55)] // half of the way up
    [InlineData(Schedule.OneCycle, 0.2, 1)]
    [InlineData(Schedule.OneCycle, 0.6, 0.5)] // half of the way down
    [InlineData(Schedule.OneCycle, 1, 0)]
    public void By_hand(Schedule schedule, double progress, double factor) => Assert.Equal(factor, schedule.Factor(progress), 1e-12);

    [Fact]
    public void One_cycle_rises_and_falls_without_a_jump()
    {
        var factors = Enumerable.Range(0, 1001).Select(i => Schedule.OneCycle.Factor(i / 1000.0)).ToArray();

        Assert.All(factors.Zip(factors.Skip(1)), pair => Assert.True(Math.Abs(pair.Second - pair.First) < 0.005));
        Assert.Equal(200, Array.IndexOf(factors, factors.Max()));
        Assert.All(factors, f => Assert.InRange(f, 0, 1));
    }
}
