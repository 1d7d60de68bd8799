namespace Cutline.Listings.Vins;

/// <summary>How certain a part of a vehicle identification number is.</summary>
public enum Certainty
{
    /// <summary>The standard allows no other reading.</summary>
    Certain,

    /// <summary>The standard allows another reading in rare cases, which the note names.</summary>
    Likely,

    /// <summary>There are several readings.</summary>
    Ambiguous,

    /// <summary>The part cannot be read.</summary>
    Unknown,

    /// <summary>The number contradicts the standard: it is mistyped or invalid.</summary>
    Wrong,

    /// <summary>The standard does not define this part for the number's region.</summary>
    NotApplicable,
}
