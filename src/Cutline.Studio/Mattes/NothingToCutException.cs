using System.Globalization;

namespace Cutline.Studio.Mattes;

/// <summary>The exception that is thrown when a photo contains no subject. It is expected for photos without a car.</summary>
public sealed class NothingToCutException : Exception
{
    /// <summary>Creates the exception for a probability map without a subject.</summary>
    /// <param name="highest">The highest probability of the map, 0 to 1.</param>
    public NothingToCutException(double highest)
        : base(string.Create(
            CultureInfo.InvariantCulture,
            $"nothing was found to cut out (highest probability {highest:P0}): use a photo that shows more of the car, or another model"))
        => Highest = highest;

    /// <summary>Creates the exception for a retouch that erases the whole subject.</summary>
    public NothingToCutException() : base("the retouch erases all of the car: leave some of it at 128 or above") => Highest = 1;

    /// <summary>The highest probability of the map, 0 to 1.</summary>
    public double Highest { get; }
}
