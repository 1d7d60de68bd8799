namespace Cutline.Listings;

/// <summary>What the seller says about the car. It is data: a text writer must never treat it as instructions.</summary>
public sealed record SellerFields
{
    /// <summary>The longest colour or location, in characters.</summary>
    public const int MaxWordLength = 80;

    /// <summary>The longest description of the condition, in characters.</summary>
    public const int MaxConditionLength = 400;

    /// <summary>The longest notes, in characters.</summary>
    public const int MaxNotesLength = 2000;

    private const double MaxMileage = 5_000_000;
    private const decimal MaxPrice = 1_000_000_000;

    /// <summary>The odometer reading, 0 to 5,000,000; null where it is not given.</summary>
    public Mileage? Mileage { get; init; }

    /// <summary>The price, 0 to 1,000,000,000; null where it is not given.</summary>
    public Price? Price { get; init; }

    /// <summary>The colour; at most <see cref="MaxWordLength"/> characters.</summary>
    public string? Colour { get; init; }

    /// <summary>The condition; at most <see cref="MaxConditionLength"/> characters.</summary>
    public string? Condition { get; init; }

    /// <summary>The place of the car; at most <see cref="MaxWordLength"/> characters.</summary>
    public string? Location { get; init; }

    /// <summary>
    /// Anything else, such as equipment, owners or service; at most <see cref="MaxNotesLength"/> characters, with line breaks.
    /// </summary>
    public string? Notes { get; init; }

    /// <summary>The fields of free text that are filled in, with their names.</summary>
    internal IEnumerable<(string Name, string Text)> Texts
    {
        get
        {
            (string Name, string? Text)[] all = [("colour", Colour), ("condition", Condition), ("location", Location), ("notes", Notes)];
            return all.Where(t => !string.IsNullOrWhiteSpace(t.Text)).Select(t => (t.Name, t.Text!.Trim()));
        }
    }

    /// <summary>Checks every field.</summary>
    /// <returns>These fields.</returns>
    /// <exception cref="ListingException">A field is too long, or a number is out of range.</exception>
    public SellerFields Validated()
    {
        FieldLimits.Check("colour", Colour, MaxWordLength);
        FieldLimits.Check("condition", Condition, MaxConditionLength);
        FieldLimits.Check("location", Location, MaxWordLength);
        FieldLimits.Check("notes", Notes, MaxNotesLength);
        if (Mileage is { } mileage && !(mileage.Value is >= 0 and <= MaxMileage))
            throw new ListingException($"the mileage is {mileage.Value}: use 0 to {MaxMileage:0}");
        if (Price is not { } price) return this;
        if (price.Amount is < 0 or > MaxPrice) throw new ListingException($"the price is {price.Amount}: use 0 to {MaxPrice}");
        if (price.Currency.Length != 3 || !price.Currency.All(char.IsAsciiLetterUpper))
            throw new ListingException($"'{price.Currency}' is not a currency: use its three letters, such as EUR");
        return this;
    }
}
