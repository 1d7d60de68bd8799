namespace Cutline.Listings;

/// <summary>How a listing speaks.</summary>
public enum Tone
{
    Plain,
    Friendly,
    Formal,
}
