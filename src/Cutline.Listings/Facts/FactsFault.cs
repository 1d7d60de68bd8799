namespace Cutline.Listings.Facts;

/// <summary>Why car facts are not to be had.</summary>
public enum FactsFault
{
    /// <summary>What was asked, or is to be imported, is none.</summary>
    Wrong,

    /// <summary>None were imported.</summary>
    Missing,

    /// <summary>What was imported cannot be read any more.</summary>
    Unusable,
}
