namespace Cutline.Segmentation.Reports.Charts;

/// <summary>Equal steps for equal ratios; every value is above 0.</summary>
internal sealed class LogAxis : Axis
{
    private readonly double low, high;

    public LogAxis(double low, double high)
    {
        (this.low, this.high) = (Math.Log10(low) - 0.05, Math.Log10(high) + 0.05);
        var decades = this.high - this.low;
        double[] leads = decades > 4 ? [1] : decades > 2 ? [1, 3] : decades > 0.8 ? [1, 2, 5] : [1, 1.5, 2, 3, 4, 5, 6, 8];
        Ticks =
        [
            .. from power in Enumerable.Range((int)Math.Floor(this.low), (int)Math.Ceiling(this.high) - (int)Math.Floor(this.low) + 1)
               from lead in leads
               let value = lead * Math.Pow(10, power)
               where Place(value) is >= 0 and <= 1
               select (value, Label(Math.Round(value, 12))),
        ];
    }

    public override IReadOnlyList<(double Value, string Label)> Ticks { get; }

    protected override double Place(double value) => value <= 0 ? 0 : (Math.Log10(value) - low) / (high - low);
}
