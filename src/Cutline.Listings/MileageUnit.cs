namespace Cutline.Listings;

/// <summary>What an odometer counts.</summary>
public enum MileageUnit
{
    Kilometres,
    Miles,
}
