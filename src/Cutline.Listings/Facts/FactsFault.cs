namespace Cutline.Listings.Facts;

/// <summary>The kinds of errors with car facts.</summary>
public enum FactsFault
{
    /// <summary>A query or a file to import is invalid.</summary>
    Invalid,

    /// <summary>No facts were imported yet.</summary>
    Missing,

    /// <summary>The imported facts cannot be read.</summary>
    Unusable,
}
