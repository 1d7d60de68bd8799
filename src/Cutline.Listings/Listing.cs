using System.Text.Json.Serialization;
using Cutline.Listings.Facts;
using Cutline.Listings.Languages;

namespace Cutline.Listings;

/// <summary>A car for sale: its name, the known facts with their sources, the seller's information, photos and texts.</summary>
public sealed record Listing
{
    /// <summary>The longest text, in characters.</summary>
    public const int MaxTextLength = 20_000;

    // A car has at most 20 facts.
    private const int MaxFacts = 100, MaxPhotos = 50, MaxVinLength = 40, MaxSourceLength = 300;

    /// <summary>The car's name.</summary>
    public required CarName Car { get; init; }

    /// <summary>The vehicle identification number as the seller typed it, complete or not; null where there is none.</summary>
    public string? Vin { get; init; }

    /// <summary>The known facts, each with its source; at most 100.</summary>
    public IReadOnlyList<Fact> Facts { get; init; } = [];

    /// <summary>What the seller says about the car.</summary>
    public SellerFields Seller { get; init; } = new();

    /// <summary>The tone of the text.</summary>
    public Tone Tone { get; init; } = Tone.Plain;

    /// <summary>The length of the text.</summary>
    public TextLength Length { get; init; } = TextLength.Medium;

    /// <summary>The language of the text and of exports.</summary>
    public Language Language { get; init; } = Language.English;

    /// <summary>The texts by language; at most <see cref="MaxTextLength"/> characters each.</summary>
    public IReadOnlyDictionary<Language, string> Texts { get; init; } = new Dictionary<Language, string>();

    /// <summary>The options of the pictures' scene by name, such as the background; in JSON <c>look</c>.</summary>
    [JsonPropertyName("look")]
    public IReadOnlyDictionary<string, string> SceneOptions { get; init; } = new Dictionary<string, string>();

    /// <summary>The photos in the order they are shown; at most 50.</summary>
    public IReadOnlyList<ListingPhoto> Photos { get; init; } = [];

    /// <summary>The text in <see cref="Language"/>; null where there is none.</summary>
    [JsonIgnore]
    public string? Text => Texts.GetValueOrDefault(Language);

    /// <summary>Checks every field.</summary>
    /// <returns>This listing.</returns>
    /// <exception cref="ListingException">A field is missing, too long or out of range.</exception>
    public Listing Validated()
    {
        if (string.IsNullOrWhiteSpace(Car.Make) || string.IsNullOrWhiteSpace(Car.Model))
            throw new ListingException("a listing needs the car's make and model");
        if (Car.Year is < 1880 or > 2100) throw new ListingException($"the year is {Car.Year}: use 1880 to 2100");
        FieldLimits.Check("make", Car.Make, SellerFields.MaxWordLength);
        FieldLimits.Check("model", Car.Model, SellerFields.MaxWordLength);
        FieldLimits.Check("trim", Car.Trim, SellerFields.MaxWordLength);
        FieldLimits.Check("vehicle identification number", Vin, MaxVinLength);
        foreach (var (language, text) in Texts) FieldLimits.Check($"text in {language}", text ?? throw Null("text"), MaxTextLength);
        if (Facts.Count > MaxFacts) throw new ListingException($"there are {Facts.Count} facts: use {MaxFacts} at most");
        foreach (var fact in Facts) Validate(fact ?? throw Null("fact"));
        Seller.Validated();
        OptionValues.Validate("look", SceneOptions);
        if (Photos.Count > MaxPhotos) throw new ListingException($"there are {Photos.Count} photos: use {MaxPhotos} at most");
        foreach (var photo in Photos) (photo ?? throw Null("photo")).Validate();
        return this;
    }

    /// <summary>The first fact of a kind; null where it is unknown.</summary>
    public Fact? Fact(FactKind kind) => Facts.FirstOrDefault(f => f.Kind == kind);

    private static void Validate(Fact fact)
    {
        FieldLimits.Check($"fact {fact.Kind}", fact.Value, 2 * SellerFields.MaxWordLength);
        FieldLimits.Check($"source of {fact.Kind}", fact.Source.File, MaxSourceLength);
    }

    private static ListingException Null(string what) => new($"a {what} is null: leave it out");
}
