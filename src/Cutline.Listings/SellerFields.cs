namespace Cutline.Listings;

/// <summary>What the seller typed. It is the seller's word, and data: never an instruction to whoever writes the text.</summary>
public sealed record SellerFields
{
    public const int LongestWord = 80, LongestCondition = 400, LongestNotes = 2000;
    private const double MostMileage = 5_000_000;
    private const decimal MostPrice = 1_000_000_000;

    public Mileage? Mileage { get; init; }

    public Price? Price { get; init; }

    /// <summary>At most <see cref="LongestWord"/> characters.</summary>
    public string? Colour { get; init; }

    /// <summary>At most <see cref="LongestCondition"/> characters.</summary>
    public string? Condition { get; init; }

    /// <summary>Where the car stands; at most <see cref="LongestWord"/> characters.</summary>
    public string? Location { get; init; }

    /// <summary>Anything else: equipment, owners, service. At most <see cref="LongestNotes"/> characters, line breaks allowed.</summary>
    public string? Notes { get; init; }

    /// <summary>All that is typed as free text.</summary>
    internal IEnumerable<(string Name, string Text)> Texts
    {
        get
        {
            (string Name, string? Text)[] all = [("colour", Colour), ("condition", Condition), ("location", Location), ("notes", Notes)];
            return all.Where(t => !string.IsNullOrWhiteSpace(t.Text)).Select(t => (t.Name, t.Text!.Trim()));
        }
    }

    /// <exception cref="ListingException">A field is too long, or a number out of bounds.</exception>
    public SellerFields Validated()
    {
        Limit("colour", Colour, LongestWord);
        Limit("condition", Condition, LongestCondition);
        Limit("location", Location, LongestWord);
        Limit("notes", Notes, LongestNotes);
        if (Mileage is { } mileage && !(mileage.Value is >= 0 and <= MostMileage)) throw new ListingException($"the mileage is {mileage.Value}: use 0 to {MostMileage:0}");
        if (Price is { } price)
        {
            if (price.Amount is < 0 or > MostPrice) throw new ListingException($"the price is {price.Amount}: use 0 to {MostPrice}");
            if (price.Currency.Length != 3 || !price.Currency.All(char.IsAsciiLetterUpper)) throw new ListingException($"'{price.Currency}' is no currency: use its three letters, such as EUR");
        }

        return this;
    }

    internal static void Limit(string field, string? text, int most)
    {
        if (text?.Length > most) throw new ListingException($"the {field} has {text.Length} characters: use {most} at most");
        if (text is not null && text.Any(c => char.IsControl(c) && c is not ('\n' or '\r' or '\t'))) throw new ListingException($"the {field} has control characters in it: type it again");
    }
}
