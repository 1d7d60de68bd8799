namespace Cutline.Listings.Vins;

/// <summary>A text is not a vehicle identification number; the message names the character, its position and what may be meant.</summary>
/// <param name="message">The message, on one line.</param>
/// <param name="position">The position of the first invalid character, 1 to 17; 0 where the length is wrong.</param>
/// <param name="suggestion">The number that may be meant; null where none is known.</param>
public sealed class VinException(string message, int position = 0, string? suggestion = null) : FormatException(message)
{
    /// <summary>The position of the first invalid character, 1 to 17; 0 where the length is wrong.</summary>
    public int Position => position;

    /// <summary>The number that may be meant, such as with 1 for I; null where none is known.</summary>
    public string? Suggestion => suggestion;
}
