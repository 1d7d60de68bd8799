namespace Cutline.Studio;

/// <summary>There is nothing in the photo to cut out. Not a fault: expected for photos without a car.</summary>
public sealed class NothingToCutException : Exception
{
    /// <summary>The model found nothing.</summary>
    /// <param name="highest">The highest probability on the map, 0 to 1.</param>
    public NothingToCutException(double highest)
        : base(FormattableString.Invariant($"nothing was found to cut out (the surest place reaches {highest:P0}): use a photo that shows more of the car, or another model")) => Highest = highest;

    /// <summary>What was found has been erased.</summary>
    public NothingToCutException() : base("the retouch erases all of the car: leave some of it at 128 or above") => Highest = 1;

    public double Highest { get; }
}
