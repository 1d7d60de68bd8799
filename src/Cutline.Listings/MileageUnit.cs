namespace Cutline.Listings;

/// <summary>The unit of an odometer.</summary>
public enum MileageUnit
{
    /// <summary>Kilometres.</summary>
    Kilometres,

    /// <summary>International miles, 1.609344 km.</summary>
    Miles,
}
