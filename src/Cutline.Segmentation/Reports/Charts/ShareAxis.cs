namespace Cutline.Segmentation.Reports.Charts;

/// <summary>
/// Shares near 1, such as Dice: equal steps for equal ratios of what is missing to 1,
/// so that the way from 0.98 to 0.99 is as long as that from 0.6 to 0.8.
/// </summary>
internal sealed class ShareAxis : Axis
{
    private static readonly double[] Marks = [0, 0.5, 0.8, 0.9, 0.95, 0.98, 0.99, 0.995, 0.998, 0.999, 0.9995, 0.9999];
    private readonly double low, high;

    /// <param name="low">The least value to show, from 0.</param>
    /// <param name="high">The greatest, below 1.</param>
    public ShareAxis(double low, double high)
    {
        (this.low, this.high) = (Nines(low) - 0.04, Nines(high) + 0.08);
        Ticks = [.. Marks.Where(m => Place(m) is >= 0 and <= 1).Select(m => (m, Label(m)))];
    }

    public override IReadOnlyList<(double Value, string Label)> Ticks { get; }

    protected override double Place(double value) => (Nines(value) - low) / (high - low);

    private static double Nines(double value) => -Math.Log10(Math.Clamp(1 - value, 1e-5, 1));
}
