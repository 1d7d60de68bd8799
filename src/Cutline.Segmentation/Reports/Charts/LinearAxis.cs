namespace Cutline.Segmentation.Reports.Charts;

/// <summary>Equal steps for equal differences, its ends at ticks of 1, 2 or 5 times a power of ten.</summary>
internal sealed class LinearAxis : Axis
{
    private readonly double low, high, step;

    /// <param name="low">The least value to show.</param>
    /// <param name="high">The greatest.</param>
    /// <param name="steps">About how many steps to mark.</param>
    /// <param name="whole">Whether only whole numbers are marked, and the ends stay as they are.</param>
    public LinearAxis(double low, double high, int steps = 5, bool whole = false)
    {
        if (high <= low) (low, high) = whole ? (low - 0.5, low + 0.5) : (low - Math.Max(Math.Abs(low) * 0.1, 1e-3), low + Math.Max(Math.Abs(low) * 0.1, 1e-3));
        step = Nice((high - low) / steps);
        if (whole) step = Math.Max(1, Math.Round(step));
        (this.low, this.high) = whole ? (low, high) : (Math.Floor(low / step + 1e-9) * step, Math.Ceiling(high / step - 1e-9) * step);
        var ticks = new List<(double, string)>();
        for (var i = Math.Ceiling(this.low / step - 1e-9); i * step <= this.high + step * 1e-6; i++) ticks.Add((i * step, Label(Math.Round(i * step, 9))));
        Ticks = ticks;
    }

    public override IReadOnlyList<(double Value, string Label)> Ticks { get; }

    protected override double Place(double value) => (value - low) / (high - low);

    private static double Nice(double raw)
    {
        var power = Math.Pow(10, Math.Floor(Math.Log10(raw)));
        var lead = raw / power;
        return power * (lead <= 1 ? 1 : lead <= 2 ? 2 : lead <= 5 ? 5 : 10);
    }
}
