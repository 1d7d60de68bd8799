using System.Globalization;
using ScottPlot;
using ScottPlot.TickGenerators;

namespace Cutline.Segmentation.Reports.Drawing;

/// <summary>The vertical scale of a chart: how values map to positions, and which of them are labelled.</summary>
/// <param name="Position">Of a value on the axis, in the units of the chart library's linear axis.</param>
/// <param name="Low">The axis's lower end, a position.</param>
/// <param name="High">The axis's upper end, a position.</param>
/// <param name="Ticks">Null for the chart library's own ticks.</param>
internal sealed record ValueScale(Func<double, double> Position, double Low, double High, ITickGenerator? Ticks = null)
{
    /// <summary>Equal steps for equal differences.</summary>
    /// <param name="low">The least value to show.</param>
    /// <param name="high">The greatest.</param>
    public static ValueScale Linear(double low, double high)
    {
        var span = high - low;
        if (!(span > 0)) span = Math.Max(Math.Abs(low) * 0.2, 2e-3);
        return new(value => value, low - span * (low == 0 ? 0 : 0.06), high + span * 0.06, Automatic());
    }

    /// <summary>Equal steps for equal ratios.</summary>
    /// <param name="low">The least value to show, above 0.</param>
    /// <param name="high">The greatest.</param>
    public static ValueScale Logarithmic(double low, double high)
    {
        static double Position(double value) => Math.Log10(Math.Max(value, double.Epsilon));
        var (bottom, top) = (Position(low) - 0.05, Position(high) + 0.05);
        var decades = top - bottom;
        double[] leads = decades > 4 ? [1] : decades > 2 ? [1, 3] : decades > 0.8 ? [1, 2, 5] : [1, 1.5, 2, 3, 4, 5, 6, 8];
        var step = Math.Max(1, (int)Math.Ceiling(decades / 8)); // powers of ten from one label to the next
        var powers = Enumerable.Range((int)Math.Floor(bottom), (int)Math.Ceiling(decades) + 2).Where(power => power % step == 0);
        return new(
            Position, bottom, top,
            Labelled(powers.SelectMany(power => leads.Select(lead => lead * Math.Pow(10, power))), Position, bottom, top));
    }

    /// <summary>
    /// Scores near 1, such as Dice: equal steps for equal ratios of what is missing to 1, so that 0.98 to 0.99 is as far as 0.6 to 0.8.
    /// </summary>
    /// <param name="low">The least value to show, from 0.</param>
    /// <param name="high">The greatest, below 1.</param>
    public static ValueScale Score(double low, double high)
    {
        static double Position(double value) => -Math.Log10(Math.Clamp(1 - value, 1e-5, 1));
        var (bottom, top) = (Position(low) - 0.04, Position(high) + 0.08);
        double[] usual = [0, 0.5, 0.8, 0.9, 0.95, 0.98, 0.99, 0.995, 0.998, 0.999, 0.9995, 0.9998, 0.9999];
        double[] others = [0.2, 0.4, 0.6, 0.7, 0.85, 0.93, 0.96, 0.97, 0.985, 0.993, 0.997]; // where there is room
        var room = (top - bottom) / 9; // between labels
        var kept = new List<double>();
        foreach (var mark in usual.Concat(others).Where(m => Position(m) >= bottom && Position(m) <= top))
            if (kept.All(k => Math.Abs(Position(k) - Position(mark)) >= room)) kept.Add(mark);
        return new(Position, bottom, top, Labelled(kept, Position, bottom, top));
    }

    /// <summary>Ticks at round values, as few decimals as tell them apart.</summary>
    public static NumericAutomatic Automatic(bool whole = false) =>
        new() { IntegerTicksOnly = whole, LabelFormatter = Label, MinimumTickSpacing = 40 };

    private static NumericManual Labelled(IEnumerable<double> values, Func<double, double> position, double low, double high)
    {
        var ticks = new NumericManual();
        foreach (var value in values.Where(v => position(v) >= low && position(v) <= high)) ticks.AddMajor(position(value), Label(value));
        return ticks;
    }

    private static string Label(double value)
    {
        value = Math.Abs(value) < 1e-300 ? 0 : value;
        return Math.Abs(value) is >= 1e5 or (< 1e-4 and > 0)
            ? value.ToString("0.###e0", CultureInfo.InvariantCulture)
            : (Math.Round(value, 9) + 0.0).ToString("0.######", CultureInfo.InvariantCulture);
    }
}
