using Cutline.Listings.Facts;
using Cutline.Listings.Languages;

namespace Cutline.Listings;

/// <summary>A car for sale: which it is, what is known of it and where from, what the seller says, and how the text is to be.</summary>
public sealed record Listing
{
    /// <summary>A car has 20 facts at most; this is far above.</summary>
    private const int MostFacts = 100;

    /// <summary>The longest text, in characters.</summary>
    public const int LongestText = 20_000;

    public required CarName Car { get; init; }

    /// <summary>What is known, each with its source.</summary>
    public IReadOnlyList<Fact> Facts { get; init; } = [];

    public SellerFields Seller { get; init; } = new();

    public Tone Tone { get; init; } = Tone.Plain;

    public TextLength Length { get; init; } = TextLength.Medium;

    public Language Language { get; init; } = Language.English;

    /// <summary>The text, once there is one; at most <see cref="LongestText"/> characters.</summary>
    public string? Text { get; init; }

    /// <exception cref="ListingException">A field is missing, too long or out of bounds.</exception>
    public Listing Validated()
    {
        if (string.IsNullOrWhiteSpace(Car.Make) || string.IsNullOrWhiteSpace(Car.Model)) throw new ListingException("a listing needs the car's make and model");
        if (Car.Year is < 1880 or > 2100) throw new ListingException($"the year is {Car.Year}: use 1880 to 2100");
        SellerFields.Limit("make", Car.Make, SellerFields.LongestWord);
        SellerFields.Limit("model", Car.Model, SellerFields.LongestWord);
        SellerFields.Limit("trim", Car.Trim, SellerFields.LongestWord);
        SellerFields.Limit("text", Text, LongestText);
        if (Facts.Count > MostFacts) throw new ListingException($"there are {Facts.Count} facts: use {MostFacts} at most");
        foreach (var fact in Facts) SellerFields.Limit($"fact {fact.Kind}", fact.Value, 2 * SellerFields.LongestWord);
        Seller.Validated();
        return this;
    }

    /// <summary>The fact of this kind; null where it is not known.</summary>
    public Fact? Fact(FactKind kind) => Facts.FirstOrDefault(f => f.Kind == kind);
}
