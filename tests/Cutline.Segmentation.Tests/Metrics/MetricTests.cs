using Cutline.Segmentation.Metrics;

namespace Cutline.Segmentation.Tests.Metrics;

/// <summary>A metric of one's own, as a user of the library writes it.</summary>
public class MetricTests
{
    [Fact]
    public void A_metric_of_ones_own_accumulates_over_images()
    {
        Metric metric = new FalseAlarmRate();
        Assert.True(double.IsNaN(metric.Value));

        metric.Add([1, 1, 0, 0], [1, 0, 0, 255], 2, 2);
        metric.Add([0, 0], [0, 0], 2, 1);

        Assert.Equal(("false_alarm_rate", 0.25), (metric.Name, metric.Value));
        metric.Reset();
        Assert.True(double.IsNaN(metric.Value));
    }

    /// <summary>The mean over images of the share of background pixels that are predicted as foreground.</summary>
    private sealed class FalseAlarmRate : Metric
    {
        private readonly List<double> images = [];

        public override string Name => "false_alarm_rate";

        public override double Value => images.Count > 0 ? images.Average() : double.NaN;

        public override void Add(ReadOnlySpan<byte> predicted, ReadOnlySpan<byte> truth, int width, int height)
        {
            var score = ImageScore.Of(predicted, truth);
            images.Add((double)score.FalsePositives / (score.FalsePositives + score.TrueNegatives));
        }

        public override void Reset() => images.Clear();
    }
}
