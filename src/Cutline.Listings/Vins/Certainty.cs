namespace Cutline.Listings.Vins;

/// <summary>How far a part of a vehicle identification number can be trusted.</summary>
public enum Certainty
{
    /// <summary>The standard leaves no other reading.</summary>
    Certain,

    /// <summary>The standard allows another reading in rare cases, which the note names.</summary>
    Likely,

    /// <summary>There are several readings.</summary>
    Ambiguous,

    /// <summary>Nothing is known.</summary>
    Unknown,

    /// <summary>The number contradicts its own standard: it is mistyped, or none.</summary>
    Wrong,

    /// <summary>The standard asks for nothing here.</summary>
    NotApplicable,
}
