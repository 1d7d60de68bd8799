namespace Cutline.Listings;

/// <summary>How long a listing is.</summary>
public enum TextLength
{
    /// <summary>About 50 words.</summary>
    Short,

    /// <summary>About 120 words.</summary>
    Medium,

    /// <summary>About 250 words.</summary>
    Long,
}
