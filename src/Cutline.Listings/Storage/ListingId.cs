namespace Cutline.Listings.Storage;

/// <summary>
/// The id of a stored listing: 32 hexadecimal digits that a store generates, beginning with the time. Text from outside must be parsed, so
/// that it cannot contain a path.
/// </summary>
public readonly record struct ListingId
{
    private const int Digits = 32;
    private readonly string? text;

    private ListingId(string text) => this.text = text;

    /// <summary>Reads an id.</summary>
    /// <exception cref="StoreException">The text is not an id.</exception>
    public static ListingId Parse(string text) => TryParse(text)
        ?? throw new StoreException(StoreFault.InvalidName, $"'{text}' is not the id of a listing: it has {Digits} hexadecimal digits");

    /// <summary>Reads an id.</summary>
    /// <returns>The id; null where the text is not one.</returns>
    public static ListingId? TryParse(string? text) =>
        text?.Length == Digits && text.All(c => char.IsAsciiDigit(c) || c is >= 'a' and <= 'f') ? new(text) : null;

    /// <summary>The 32 digits.</summary>
    public override string ToString() => text ?? new string('0', Digits);

    internal static ListingId New(DateTimeOffset now) => new(Guid.CreateVersion7(now).ToString("N"));
}
