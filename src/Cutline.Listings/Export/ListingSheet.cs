using Cutline.Listings.Facts;
using Cutline.Listings.Languages;
using Cutline.Listings.Units;
using Cutline.Listings.Writing;

namespace Cutline.Listings.Export;

/// <summary>The contents of a printed listing in its language, the same for HTML and PDF.</summary>
internal sealed class ListingSheet
{
    private readonly Listing listing;
    private readonly Phrases phrases;
    private readonly List<FactSource> sources;

    /// <exception cref="ListingException">A field of the listing is invalid.</exception>
    internal ListingSheet(Listing listing)
    {
        this.listing = listing.Validated();
        (phrases, Labels) = (Phrases.Of(listing.Language), SheetLabels.Of(listing.Language));
        sources = [.. PrintedFacts.Select(f => f.Source).Distinct()];
    }

    internal SheetLabels Labels { get; }

    /// <summary>The car's name.</summary>
    internal string Title => listing.Car.ToString();

    /// <summary>The price, such as <c>15,900 EUR</c>; null where none is given.</summary>
    internal string? Price
    {
        get
        {
            if (listing.Seller.Price is not { } price) return null;
            var format = price.Amount == Math.Truncate(price.Amount) ? "N0" : "N2";
            return $"{price.Amount.ToString(format, phrases.Numbers)} {price.Currency}";
        }
    }

    /// <summary>The seller's fields that are filled in, with their labels.</summary>
    internal IEnumerable<(string Label, string Value)> Particulars
    {
        get
        {
            var seller = listing.Seller;
            (string Label, string? Value)[] all =
            [
                (Labels.Mileage, Mileage), (Labels.Colour, seller.Colour), (Labels.Condition, seller.Condition),
                (Labels.Location, seller.Location), (Labels.VehicleNumber, listing.Vin),
            ];
            return all.Where(p => !string.IsNullOrWhiteSpace(p.Value)).Select(p => (p.Label, p.Value!.Trim()));
        }
    }

    /// <summary>The paragraphs of the text, which empty lines separate; line breaks inside a paragraph stay.</summary>
    internal IEnumerable<string> Paragraphs =>
        (listing.Text ?? "").ReplaceLineEndings("\n").Split("\n\n").Select(p => p.Trim()).Where(p => p.Length > 0);

    /// <summary>The facts, each with the number of its source.</summary>
    internal IEnumerable<(string Label, string Value, int Source)> Facts =>
        PrintedFacts.Select(f => (f.Kind.Label(listing.Language), Value(f), sources.IndexOf(f.Source) + 1));

    /// <summary>The sources of the facts in the order of their numbers.</summary>
    internal IEnumerable<string> Sources => sources.Select(s => s.ToString());

    /// <summary>All facts but year, make and model, which are in the title.</summary>
    private IEnumerable<Fact> PrintedFacts => listing.Facts.Where(f => f.Kind is not (FactKind.Year or FactKind.Make or FactKind.Model));

    private string? Mileage
    {
        get
        {
            if (listing.Seller.Mileage is not { } mileage) return null;
            var phrase = mileage.Unit == MileageUnit.Miles ? phrases.MilesUnit : phrases.Kilometres;
            return $"{Format(mileage.Value, 0)} {phrase.Replace("{0}", "", StringComparison.Ordinal).Trim()}";
        }
    }

    /// <summary>A fact's value in the unit of its source; in languages with other units, after its conversion.</summary>
    private string Value(Fact fact)
    {
        if (fact.Number is not { } number || fact.Kind.UnitSign() is not { } sign) return fact.Value;
        var known = $"{fact.Value.Replace(".", phrases.Numbers.NumberDecimalSeparator, StringComparison.Ordinal)} {sign}";
        var converted = phrases.Miles ? null : fact.Kind switch
        {
            FactKind.CityMpg or FactKind.HighwayMpg or FactKind.CombinedMpg =>
                Converted(new(number, Unit.Mpg), Unit.LitresPer100Km, 1, "l/100 km"),
            FactKind.Co2 => Converted(new(number, Unit.GramsPerMile), Unit.GramsPerKm, 0, "g/km"),
            FactKind.Range => Converted(new(number, Unit.Miles), Unit.Kilometres, 0, "km"),
            _ => null,
        };
        return converted is null ? known : $"{converted} · {known}";
    }

    private string? Converted(Measure known, Unit unit, int decimals, string sign) =>
        known.ConvertTo(unit) is { } value && double.IsFinite(value) ? $"{Format(value, decimals)} {sign}" : null;

    private string Format(double value, int decimals) => value.ToString($"N{decimals}", phrases.Numbers);
}
