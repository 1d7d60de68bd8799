using Cutline.Listings.Checking;
using Cutline.Listings.Facts;
using Cutline.Listings.Languages;
using Cutline.Listings.Writing;

namespace Cutline.Listings.Export;

/// <summary>What stands on a printed listing, in its language: the same in HTML and PDF.</summary>
internal sealed class ListingSheet
{
    private readonly Listing listing;
    private readonly Phrases phrases;
    private readonly List<FactSource> sources;

    /// <exception cref="ListingException">The listing's fields cannot be used.</exception>
    internal ListingSheet(Listing listing)
    {
        this.listing = listing.Validated();
        (phrases, Words) = (Phrases.Of(listing.Language), SheetWords.Of(listing.Language));
        sources = [.. Shown.Select(f => f.Source).Distinct()];
    }

    internal SheetWords Words { get; }

    internal string Title => listing.Car.ToString();

    /// <summary>Such as <c>15,900 EUR</c>; null where none is asked.</summary>
    internal string? Price => listing.Seller.Price is { } price ? $"{price.Amount.ToString(price.Amount == Math.Truncate(price.Amount) ? "N0" : "N2", phrases.Numbers)} {price.Currency}" : null;

    /// <summary>What the seller says in short, with its label.</summary>
    internal IEnumerable<(string Label, string Value)> Particulars
    {
        get
        {
            var seller = listing.Seller;
            (string Label, string? Value)[] all =
            [
                (Words.Mileage, seller.Mileage is { } mileage ? $"{Number(mileage.Value, 0)} {(mileage.Unit == MileageUnit.Miles ? phrases.MilesUnit : phrases.Kilometres).Replace("{0}", "", StringComparison.Ordinal).Trim()}" : null),
                (Words.Colour, seller.Colour), (Words.Condition, seller.Condition), (Words.Location, seller.Location), (Words.Number, listing.Vin),
            ];
            return all.Where(p => !string.IsNullOrWhiteSpace(p.Value)).Select(p => (p.Label, p.Value!.Trim()));
        }
    }

    /// <summary>The text, parted at its empty lines; the lines within each stay.</summary>
    internal IEnumerable<string> Paragraphs => (listing.Text ?? "").ReplaceLineEndings("\n").Split("\n\n").Select(p => p.Trim()).Where(p => p.Length > 0);

    /// <summary>Each fact with the number of its source.</summary>
    internal IEnumerable<(string Label, string Value, int Source)> Facts => Shown.Select(f => (f.Kind.Label(listing.Language), Value(f), sources.IndexOf(f.Source) + 1));

    /// <summary>Where the facts are from, in the order of their numbers.</summary>
    internal IEnumerable<string> Sources => sources.Select(s => s.ToString());

    /// <summary>The car's name says the rest.</summary>
    private IEnumerable<Fact> Shown => listing.Facts.Where(f => f.Kind is not (FactKind.Year or FactKind.Make or FactKind.Model));

    /// <summary>As the source has it, with its unit; in languages that count otherwise, that comes first.</summary>
    private string Value(Fact fact)
    {
        if (fact.Number is not { } number || fact.Kind.UnitSign() is not { } sign) return fact.Value;
        var known = $"{fact.Value.Replace(".", phrases.Numbers.NumberDecimalSeparator, StringComparison.Ordinal)} {sign}";
        var other = phrases.Miles ? null : fact.Kind switch
        {
            FactKind.CityMpg or FactKind.HighwayMpg or FactKind.CombinedMpg => Converted(new(number, Unit.Mpg), Unit.LitresPer100Km, 1, "l/100 km"),
            FactKind.Co2 => Converted(new(number, Unit.GramsPerMile), Unit.GramsPerKm, 0, "g/km"),
            FactKind.Range => Converted(new(number, Unit.Miles), Unit.Kilometres, 0, "km"),
            _ => null,
        };
        return other is null ? known : $"{other} · {known}";
    }

    private string? Converted(Measure known, Unit unit, int decimals, string sign) => known.In(unit) is { } value && double.IsFinite(value) ? $"{Number(value, decimals)} {sign}" : null;

    private string Number(double value, int decimals) => value.ToString($"N{decimals}", phrases.Numbers);
}
