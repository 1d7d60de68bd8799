using System.Text.Json.Serialization;
using Cutline.Listings.Facts;
using Cutline.Listings.Languages;

namespace Cutline.Listings;

/// <summary>A car for sale: which it is, what is known of it and where from, what the seller says, and how the text is to be.</summary>
public sealed record Listing
{
    /// <summary>A car has 20 facts at most; this is far above.</summary>
    private const int MostFacts = 100;

    private const int MostPhotos = 50, LongestVin = 40, LongestSource = 300;

    /// <summary>The longest text, in characters.</summary>
    public const int LongestText = 20_000;

    public required CarName Car { get; init; }

    /// <summary>The vehicle identification number as the seller typed it, whole or not; null where there is none.</summary>
    public string? Vin { get; init; }

    /// <summary>What is known, each with its source.</summary>
    public IReadOnlyList<Fact> Facts { get; init; } = [];

    public SellerFields Seller { get; init; } = new();

    public Tone Tone { get; init; } = Tone.Plain;

    public TextLength Length { get; init; } = TextLength.Medium;

    public Language Language { get; init; } = Language.English;

    /// <summary>The texts that there are, by language; at most <see cref="LongestText"/> characters each.</summary>
    public IReadOnlyDictionary<Language, string> Texts { get; init; } = new Dictionary<Language, string>();

    /// <summary>How the pictures are to look: options of a cut-out by name.</summary>
    public IReadOnlyDictionary<string, string> Look { get; init; } = new Dictionary<string, string>();

    /// <summary>In the order they are shown; at most 50.</summary>
    public IReadOnlyList<ListingPhoto> Photos { get; init; } = [];

    /// <summary>The text in the listing's language; null where there is none.</summary>
    [JsonIgnore]
    public string? Text => Texts.GetValueOrDefault(Language);

    /// <exception cref="ListingException">A field is missing, too long or out of bounds.</exception>
    public Listing Validated()
    {
        if (string.IsNullOrWhiteSpace(Car.Make) || string.IsNullOrWhiteSpace(Car.Model)) throw new ListingException("a listing needs the car's make and model");
        if (Car.Year is < 1880 or > 2100) throw new ListingException($"the year is {Car.Year}: use 1880 to 2100");
        SellerFields.Limit("make", Car.Make, SellerFields.LongestWord);
        SellerFields.Limit("model", Car.Model, SellerFields.LongestWord);
        SellerFields.Limit("trim", Car.Trim, SellerFields.LongestWord);
        SellerFields.Limit("vehicle identification number", Vin, LongestVin);
        foreach (var (language, text) in Texts) SellerFields.Limit($"text in {language}", text ?? throw Null("text"), LongestText);
        if (Facts.Count > MostFacts) throw new ListingException($"there are {Facts.Count} facts: use {MostFacts} at most");
        foreach (var fact in Facts) Validate(fact ?? throw Null("fact"));
        Seller.Validated();
        OptionValues.Validate("look", Look);
        if (Photos.Count > MostPhotos) throw new ListingException($"there are {Photos.Count} photos: use {MostPhotos} at most");
        foreach (var photo in Photos) (photo ?? throw Null("photo")).Validate();
        return this;
    }

    /// <summary>The fact of this kind; null where it is not known.</summary>
    public Fact? Fact(FactKind kind) => Facts.FirstOrDefault(f => f.Kind == kind);

    private static void Validate(Fact fact)
    {
        SellerFields.Limit($"fact {fact.Kind}", fact.Value, 2 * SellerFields.LongestWord);
        SellerFields.Limit($"source of {fact.Kind}", fact.Source.File, LongestSource);
    }

    private static ListingException Null(string what) => new($"a {what} is null: leave it out");
}
