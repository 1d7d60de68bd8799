using System.Text.RegularExpressions;
using Cutline.Listings.Facts;
using Cutline.Listings.Languages;

namespace Cutline.Listings.Checking;

/// <summary>All that a text about a listing may say: its facts, the car's name, and what the seller typed.</summary>
internal sealed class KnownThings
{
    private static readonly Dictionary<FactKind, Unit> Units = new()
    {
        [FactKind.Year] = Unit.Year, [FactKind.Cylinders] = Unit.Cylinders, [FactKind.Displacement] = Unit.Litres,
        [FactKind.CityMpg] = Unit.Mpg, [FactKind.HighwayMpg] = Unit.Mpg, [FactKind.CombinedMpg] = Unit.Mpg,
        [FactKind.CityMpge] = Unit.Mpge, [FactKind.HighwayMpge] = Unit.Mpge, [FactKind.CombinedMpge] = Unit.Mpge,
        [FactKind.Co2] = Unit.GramsPerMile, [FactKind.Range] = Unit.Miles,
    };

    private static readonly ClaimReader[] Readers = [.. Enum.GetValues<Language>().Select(l => new ClaimReader(l))];

    private static readonly char[] Between = [' ', '\n', '\r', '\t', ',', ';', '(', ')', '/'];

    private readonly HashSet<Concept> concepts = [];
    private readonly HashSet<Measure> measures = [];
    private readonly HashSet<string> names = [];

    internal KnownThings(Listing listing)
    {
        AddName(listing.Car.ToString());
        if (listing.Car.Year is { } year) measures.Add(new(year, Unit.Year));
        if (listing.Vin is { } vin) names.Add(Words.Plain(vin));
        foreach (var fact in listing.Facts) Add(fact);
        if (listing.Seller.Mileage is { } mileage) measures.Add(new(mileage.Value, mileage.Unit == MileageUnit.Miles ? Unit.Miles : Unit.Kilometres));
        if (listing.Seller.Price is { } price) measures.Add(new((double)price.Amount, CurrencyOf(price.Currency)));
        foreach (var (_, text) in listing.Seller.Texts) AddText(text);
    }

    /// <returns>Why the claim is not known; null where it is.</returns>
    internal string? Doubts(Claim claim)
    {
        if (claim.Concept is { } concept) return concepts.Contains(concept) ? null : $"nothing known says {Spoken(concept)}";
        if (names.Contains(Words.Plain(claim.Text))) return null;
        if (claim.Measure is not { } measure) return "no name that is known";
        if (measures.Any(measure.Follows)) return null;
        var others = measures.Select(m => m.In(measure.Unit)).Any(m => m is not null);
        return others && measure.Unit != Unit.None ? "what is known is another number" : "nothing known has this number";
    }

    private void Add(Fact fact)
    {
        concepts.UnionWith(Specification.ConceptsOf(fact));
        if (fact.Number is { } number && Units.TryGetValue(fact.Kind, out var unit)) measures.Add(new(number, unit));
        if (fact.Kind == FactKind.Transmission && Specification.Gears(fact.Value) is { } gears) measures.Add(new(gears, Unit.Gears));
        if (fact.Kind is FactKind.Make or FactKind.Model) AddName(fact.Value);
        if (fact.Kind == FactKind.Motor) AddText(fact.Value);
    }

    /// <summary>A name, its numbers too, so that RAV4 may be written as RAV 4, and what it says.</summary>
    private void AddName(string name)
    {
        foreach (Match digits in NumberText.Pattern(decimalComma: false).Matches(name)) measures.Add(new(NumberText.Parse(digits.Value, decimalComma: false).Value, Unit.None));
        AddText(name);
    }

    /// <summary>What a text says, in whatever language it is, and the names with digits in it.</summary>
    private void AddText(string text)
    {
        names.UnionWith(text.Split(Between, StringSplitOptions.RemoveEmptyEntries).Where(w => w.Any(char.IsDigit)).Select(Words.Plain));
        foreach (var claim in Sentence.In(text).SelectMany(sentence => Readers.SelectMany(r => r.Read(sentence))))
        {
            if (claim.Concept is { } concept) concepts.Add(concept);
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

    /// <summary>Such as "front drive" for FrontDrive.</summary>
    private static string Spoken(Concept concept) => string.Concat(concept.ToString().Select((c, i) => i > 0 && char.IsUpper(c) ? $" {char.ToLowerInvariant(c)}" : $"{char.ToLowerInvariant(c)}"));
}
