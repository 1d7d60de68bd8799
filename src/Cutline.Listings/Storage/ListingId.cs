namespace Cutline.Listings.Storage;

/// <summary>A stored listing's name: made by the store alone, 32 hexadecimal digits that begin with the time. Whatever comes from outside is parsed first, so that no path can be smuggled in.</summary>
public readonly record struct ListingId
{
    private const int Digits = 32;
    private readonly string? text;

    private ListingId(string text) => this.text = text;

    /// <exception cref="StoreException">It is not one that a store has made.</exception>
    public static ListingId Parse(string text) => TryParse(text) ?? throw new StoreException(StoreFault.WrongName, $"'{text}' is no listing's id: it has {Digits} hexadecimal digits");

    /// <returns>Null where it is not one that a store has made.</returns>
    public static ListingId? TryParse(string? text) => text?.Length == Digits && text.All(c => char.IsAsciiDigit(c) || c is >= 'a' and <= 'f') ? new(text) : null;

    public override string ToString() => text ?? new string('0', Digits);

    internal static ListingId New(DateTimeOffset now) => new(Guid.CreateVersion7(now).ToString("N"));
}
