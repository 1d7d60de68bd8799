using System.Globalization;
using Cutline.Golden;
using Cutline.Training.Runs;
using static TorchSharp.torch;

namespace Cutline.Training.Tests.Runs;

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

    [Theory]
    [InlineData(Schedule.Step, "step")]
    [InlineData(Schedule.Poly, "poly")]
    [InlineData(Schedule.Cosine, "cosine")]
    public void Schedules_are_PyTorchs(Schedule schedule, string key)
    {
        using var scope = NewDisposeScope();
        using var golden = new GoldenFile("training/schedules");
        var (epochs, updates) = (int.Parse(golden.Metadata["epochs"], CultureInfo.InvariantCulture),
            int.Parse(golden.Metadata["updates"], CultureInfo.InvariantCulture));
        var options = schedule == Schedule.Step ? new ScheduleOptions { Milestones = [3, 7], Factor = 0.2 } : new();
        var course = new LearningRateSchedule(schedule, options, epochs, updates);

        var theirs = golden[key].ToArray<double>();

        for (var i = 0; i < theirs.Length; i++) Assert.Equal(theirs[i], course.Factor(i), 1e-12);
    }

    [Fact]
    public void A_plateau_is_PyTorchs()
    {
        using var scope = NewDisposeScope();
        using var golden = new GoldenFile("training/schedules");
        var plateau = new ReduceOnPlateau(0.5, 2);
        var factors = golden["figures"].ToArray<double>().Select(figure =>
        {
            plateau.Observe(figure);
            return plateau.Factor;
        });

        Assert.Equal(golden["plateau"].ToArray<double>(), factors);
    }

    [Fact]
    public void A_plateau_goes_on_from_its_state_and_refuses_another()
    {
        var (whole, rest) = (new ReduceOnPlateau(0.5, 1), new ReduceOnPlateau(0.5, 1));
        foreach (var figure in (double[])[0.5, 0.4]) whole.Observe(figure);
        rest.Restore(whole.Factor, whole.Best, whole.Waited);
        whole.Observe(0.3);
        rest.Observe(0.3);

        Assert.Equal((0.5, 0.5, 0), (rest.Factor, rest.Best, rest.Waited));
        Assert.Equal((whole.Factor, whole.Best, whole.Waited), (rest.Factor, rest.Best, rest.Waited));
        Assert.Throws<ArgumentException>(() => rest.Restore(2, 0.5, 0));
        Assert.Throws<ArgumentException>(() => rest.Restore(1, double.NaN, 0));
    }

    [Fact]
    public void Warm_up_rises_in_a_line_to_where_the_schedule_begins()
    {
        // Half of 6 updates: 1/4, 2/4, 3/4 of the full rate, and then the 9 updates of half a cosine.
        var course = new LearningRateSchedule(Schedule.Cosine, new ScheduleOptions { WarmUp = 0.5 }, epochs: 2, updates: 6);
        double[] expected = [0.25, 0.5, 0.75, .. Enumerable.Range(0, 9).Select(i => (1 + Math.Cos(Math.PI * i / 9)) / 2)];

        for (var i = 0; i < expected.Length; i++) Assert.Equal(expected[i], course.Factor(i), 1e-12);
    }

    [Fact]
    public void One_cycle_rises_and_falls_without_a_jump()
    {
        var factors = Enumerable.Range(0, 1001).Select(i => Schedule.OneCycle.Factor(i / 1000.0)).ToArray();

        Assert.All(factors.Zip(factors.Skip(1)), pair => Assert.True(Math.Abs(pair.Second - pair.First) < 0.005));
        Assert.Equal(200, Array.IndexOf(factors, factors.Max()));
        Assert.All(factors, f => Assert.InRange(f, 0, 1));
    }
}
