using System.Globalization;
using Cutline.Listings.Checking;
using Cutline.Listings.Facts;
using Cutline.Listings.Languages;

namespace Cutline.Listings.Writing;

/// <summary>The lines of a template; null where nothing is known.</summary>
internal sealed class TemplateLines(Listing listing, Phrases phrases)
{
    private readonly SellerFields seller = listing.Seller;

    internal string ForSale
    {
        get
        {
            var car = (listing.Car with { Year = null }).ToString();
            return listing.Car.Year is { } year ? string.Format(CultureInfo.InvariantCulture, phrases.ForSale, car, year) : Said(phrases.ForSaleWithoutYear, car)!;
        }
    }

    internal string? Engine => Said(phrases.Engine, Joined(
        [Number(FactKind.Displacement, phrases.Litres, 1), Number(FactKind.Cylinders, phrases.Cylinders, 0), .. Terms(FactKind.Induction), .. Terms(FactKind.Technology, Concept.Hybrid, Concept.PlugIn)]));

    internal string? Fuel => Said(phrases.Fuel, Joined(Terms(FactKind.Fuel)));

    internal string? Drive => Said(phrases.Drive, Joined(Terms(FactKind.Drive)));

    internal string? Transmission
    {
        get
        {
            var gears = listing.Fact(FactKind.Transmission) is { } fact ? Specification.Gears(fact.Value) : null;
            return Said(phrases.Transmission, Joined([.. Terms(FactKind.Transmission), gears is { } count ? Said(phrases.Gears, $"{count}") : null]));
        }
    }

    internal string? Consumption
    {
        get
        {
            var liquid = listing.Fact(FactKind.CombinedMpg) is not null;
            var electric = listing.Facts.SelectMany(Specification.ConceptsOf).Contains(Concept.Electric);
            if (!liquid && !electric && !phrases.Miles) return null; // equivalents of a gallon of gas are no litres
            return Said(phrases.Consumption, Joined(
            [
                Rate(liquid ? FactKind.CityMpg : FactKind.CityMpge, phrases.City), Rate(liquid ? FactKind.HighwayMpg : FactKind.HighwayMpge, phrases.Highway),
                Rate(liquid ? FactKind.CombinedMpg : FactKind.CombinedMpge, phrases.Combined),
            ]));
        }
    }

    /// <summary>Of cars that are charged or filled with gas alone; the file's range of others is not what a listing means.</summary>
    internal string? Range => listing.Fact(FactKind.Range) is { Number: { } miles } ? Said(phrases.Range, Distance(miles, MileageUnit.Miles)) : null;

    internal string? Mileage => seller.Mileage is { } mileage ? Said(phrases.Mileage, Distance(mileage.Value, mileage.Unit)) : null;

    internal string? Colour => Said(phrases.Colour, seller.Colour);

    internal string? Condition => Said(phrases.Condition, seller.Condition);

    internal string? Location => Said(phrases.Location, seller.Location);

    internal string? Price => seller.Price is { } price ? Said(phrases.Price, $"{Count((double)price.Amount, price.Amount == Math.Truncate(price.Amount) ? 0 : 2)} {price.Currency}") : null;

    internal IEnumerable<string> Notes => string.IsNullOrWhiteSpace(seller.Notes) ? [] : ["", .. seller.Notes.Trim().ReplaceLineEndings("\n").Split('\n')];

    internal IEnumerable<string?> Closing =>
    [
        .. listing.Tone switch { Tone.Friendly => ["", phrases.Friendly], Tone.Formal => ["", phrases.Formal], _ => (string[])[] },
        .. listing.Length == TextLength.Long && listing.Facts.Count > 0 ? (string[])["", phrases.Source] : [],
    ];

    private static string? Said(string phrase, string? what) => string.IsNullOrWhiteSpace(what) ? null : string.Format(CultureInfo.InvariantCulture, phrase, what.Trim().TrimEnd('.'));

    private static string? Joined(IEnumerable<string?> parts) => string.Join(", ", parts.Where(p => p is not null).Distinct());

    private IEnumerable<string> Terms(FactKind kind, params Concept[] only) => listing.Fact(kind) is { } fact
        ? Specification.ConceptsOf(fact).Where(c => only.Length == 0 || only.Contains(c)).Select(c => phrases.Terms[c]) : [];

    private string? Number(FactKind kind, string phrase, int decimals) => listing.Fact(kind)?.Number is { } number ? Said(phrase, Count(number, decimals)) : null;

    private string? Rate(FactKind kind, string phrase)
    {
        if (listing.Fact(kind)?.Number is not { } number) return null;
        var mpge = kind is FactKind.CityMpge or FactKind.HighwayMpge or FactKind.CombinedMpge;
        if (phrases.Miles) return Said(phrase, $"{Count(number, 0)} {(mpge ? "MPGe" : "mpg")}");
        var (known, unit) = (new Measure(number, mpge ? Unit.Mpge : Unit.Mpg), mpge ? Unit.KwhPer100Km : Unit.LitresPer100Km);
        return Said(phrase, $"{Count(known.In(unit)!.Value, 1)} {(mpge ? "kWh" : "l")}/100 km");
    }

    /// <summary>In the language's unit; where it was counted in the other, in both.</summary>
    private string Distance(double value, MileageUnit unit)
    {
        var own = phrases.Miles ? MileageUnit.Miles : MileageUnit.Kilometres;
        var known = Said(unit == MileageUnit.Miles ? phrases.MilesUnit : phrases.Kilometres, Count(value, 0))!;
        return unit == own ? known : $"{Said(own == MileageUnit.Miles ? phrases.MilesUnit : phrases.Kilometres, Count(new Mileage(value, unit).In(own), 0))} ({known})";
    }

    private string Count(double value, int decimals) => value.ToString($"N{decimals}", phrases.Numbers);
}
