namespace Cutline.Listings;

/// <summary>The length of a listing's text.</summary>
public enum TextLength
{
    /// <summary>About 50 words.</summary>
    Short,

    /// <summary>About 120 words.</summary>
    Medium,

    /// <summary>About 250 words.</summary>
    Long,
}
