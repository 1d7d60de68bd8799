namespace Cutline.Listings.Vins;

/// <summary>What is typed is no vehicle identification number; the message names the character, its position and what may be meant.</summary>
/// <param name="message">On one line.</param>
/// <param name="position">1 to 17; 0 where the length is wrong.</param>
/// <param name="suggestion">What may be meant; null where nothing is known.</param>
public sealed class VinException(string message, int position = 0, string? suggestion = null) : FormatException(message)
{
    /// <summary>The first wrong character's, 1 to 17; 0 where the length is wrong.</summary>
    public int Position => position;

    /// <summary>The number that may be meant, such as with 1 for I.</summary>
    public string? Suggestion => suggestion;
}
