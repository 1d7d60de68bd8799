namespace Cutline.Listings;

/// <summary>The tone of a listing's text.</summary>
public enum Tone
{
    /// <summary>Facts without greeting or praise.</summary>
    Plain,

    /// <summary>A friendly invitation at the end.</summary>
    Friendly,

    /// <summary>A formal closing sentence.</summary>
    Formal,
}
