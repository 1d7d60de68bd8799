namespace Cutline.Studio;

/// <summary>The model found nothing in the photo, so there is nothing to cut out. Not a fault: expected for photos without a car.</summary>
public sealed class NothingToCutException(double highest)
    : Exception(FormattableString.Invariant($"nothing was found to cut out (the surest place reaches {highest:P0}): use a photo that shows more of the car, or another model"))
{
    /// <summary>The highest probability on the map, 0 to 1.</summary>
    public double Highest { get; } = highest;
}
