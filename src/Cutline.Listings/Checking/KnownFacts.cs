using System.Text.RegularExpressions;
using Cutline.Listings.Facts;
using Cutline.Listings.Languages;
using Cutline.Listings.Units;

namespace Cutline.Listings.Checking;

/// <summary>Everything that supports a claim about a listing: its facts, the car's name, and the seller's information.</summary>
internal sealed class KnownFacts
{
    private static readonly Dictionary<FactKind, Unit> FactUnits = new()
    {
        [FactKind.Year] = Unit.Year,
        [FactKind.Cylinders] = Unit.Cylinders,
        [FactKind.Displacement] = Unit.Litres,
        [FactKind.CityMpg] = Unit.Mpg,
        [FactKind.HighwayMpg] = Unit.Mpg,
        [FactKind.CombinedMpg] = Unit.Mpg,
        [FactKind.CityMpge] = Unit.Mpge,
        [FactKind.HighwayMpge] = Unit.Mpge,
        [FactKind.CombinedMpge] = Unit.Mpge,
        [FactKind.Co2] = Unit.GramsPerMile,
        [FactKind.Range] = Unit.Miles,
    };

    private static readonly ClaimReader[] Readers = [.. Enum.GetValues<Language>().Select(l => new ClaimReader(l))];

    private static readonly char[] WordSeparators = [' ', '\n', '\r', '\t', ',', ';', '(', ')', '/'];

    private readonly HashSet<CarFeature> features = [];
    private readonly HashSet<Measure> measures = [];
    private readonly HashSet<string> names = [];

    internal KnownFacts(Listing listing)
    {
        AddName(listing.Car.ToString());
        if (listing.Car.Year is { } year) measures.Add(new(year, Unit.Year));
        if (listing.Vin is { } vin) names.Add(SearchText.Normalize(vin));
        foreach (var fact in listing.Facts) AddFact(fact);
        if (listing.Seller.Mileage is { } mileage)
            measures.Add(new(mileage.Value, mileage.Unit == MileageUnit.Miles ? Unit.Miles : Unit.Kilometres));
        if (listing.Seller.Price is { } price) measures.Add(new((double)price.Amount, CurrencyOf(price.Currency)));
        foreach (var (_, text) in listing.Seller.Texts) AddText(text);
    }

    /// <summary>Checks a claim.</summary>
    /// <returns>The reason why the claim is not supported; null where it is.</returns>
    internal string? ReasonAgainst(Claim claim)
    {
        if (claim.Feature is { } feature) return features.Contains(feature) ? null : $"no fact says {InWords(feature)}";
        if (names.Contains(SearchText.Normalize(claim.Text))) return null;
        if (claim.Measure is not { } measure) return "this name is not known";
        if (measures.Any(measure.IsSupportedBy)) return null;
        var otherNumber = measure.Unit != Unit.None && measures.Any(m => m.ConvertTo(measure.Unit) is not null);
        return otherNumber ? "the known number is different" : "no fact has this number";
    }

    private void AddFact(Fact fact)
    {
        features.UnionWith(EpaTerms.FeaturesOf(fact));
        if (fact.Number is { } number && FactUnits.TryGetValue(fact.Kind, out var unit)) measures.Add(new(number, unit));
        if (fact.Kind == FactKind.Transmission && EpaTerms.GearCount(fact.Value) is { } gears) measures.Add(new(gears, Unit.Gears));
        if (fact.Kind is FactKind.Make or FactKind.Model) AddName(fact.Value);
        if (fact.Kind == FactKind.Motor) AddText(fact.Value);
    }

    /// <summary>Adds a name, its numbers, so that RAV4 may be written as RAV 4, and its claims.</summary>
    private void AddName(string name)
    {
        foreach (Match digits in NumberText.Pattern(decimalComma: false).Matches(name))
            measures.Add(new(NumberText.Parse(digits.Value, decimalComma: false).Value, Unit.None));
        AddText(name);
    }

    /// <summary>Adds the claims of a text in any language, and its names with digits.</summary>
    private void AddText(string text)
    {
        var words = text.Split(WordSeparators, StringSplitOptions.RemoveEmptyEntries);
        names.UnionWith(words.Where(w => w.Any(char.IsDigit)).Select(SearchText.Normalize));
        foreach (var claim in Sentence.In(text).SelectMany(sentence => Readers.SelectMany(r => r.Read(sentence))))
        {
            if (claim.Feature is { } feature) features.Add(feature);
            else if (claim.Measure is { } measure) measures.Add(measure with { Decimals = 0 });
        }
    }

    private static Unit CurrencyOf(string currency) => currency switch
    {
        "EUR" => Unit.Euros,
        "GBP" => Unit.PoundsSterling,
        "CHF" => Unit.Francs,
        "USD" => Unit.Dollars,
        _ => Unit.None,
    };

    /// <summary>A feature's name as words: "front drive" for FrontDrive.</summary>
    private static string InWords(CarFeature feature) => string.Concat(
        feature.ToString().Select((c, i) => i > 0 && char.IsUpper(c) ? $" {char.ToLowerInvariant(c)}" : $"{char.ToLowerInvariant(c)}"));
}
