using System.Globalization;

namespace Cutline.Segmentation.Reports.Charts;

/// <summary>A scale: where values lie between its ends, and which of them are written beside it.</summary>
internal abstract class Axis
{
    /// <summary>The values marked, from low to high, and how they are written.</summary>
    public abstract IReadOnlyList<(double Value, string Label)> Ticks { get; }

    /// <summary>0 at the axis's lower end, 1 at its upper end; beyond them the nearer one.</summary>
    public double At(double value) => Math.Clamp(Place(value), 0, 1);

    /// <summary>Where a value lies; it need not be within the ends.</summary>
    protected abstract double Place(double value);

    /// <summary>As few decimals as tell the ticks apart.</summary>
    protected static string Label(double value) =>
        Math.Abs(value) is >= 1e5 or (< 1e-4 and > 0) ? value.ToString("0.#e0", CultureInfo.InvariantCulture) : (value + 0.0).ToString("0.######", CultureInfo.InvariantCulture);
}
