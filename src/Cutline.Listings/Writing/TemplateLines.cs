using System.Globalization;
using Cutline.Listings.Facts;
using Cutline.Listings.Languages;
using Cutline.Listings.Units;

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
            return listing.Car.Year is { } year
                ? string.Format(CultureInfo.InvariantCulture, phrases.ForSale, car, year)
                : Phrase(phrases.ForSaleWithoutYear, car)!;
        }
    }

    internal string? Engine => Phrase(phrases.Engine, Joined(
    [
        Number(FactKind.Displacement, phrases.Litres, 1), Number(FactKind.Cylinders, phrases.Cylinders, 0),
        .. Terms(FactKind.Induction), .. Terms(FactKind.Technology, CarFeature.Hybrid, CarFeature.PlugIn),
    ]));

    internal string? Fuel => Phrase(phrases.Fuel, Joined(Terms(FactKind.Fuel)));

    internal string? Drive => Phrase(phrases.Drive, Joined(Terms(FactKind.Drive)));

    internal string? Transmission
    {
        get
        {
            var gears = listing.Fact(FactKind.Transmission) is { } fact ? EpaTerms.GearCount(fact.Value) : null;
            var count = gears is { } known ? Phrase(phrases.Gears, $"{known}") : null;
            return Phrase(phrases.Transmission, Joined([.. Terms(FactKind.Transmission), count]));
        }
    }

    internal string? Consumption
    {
        get
        {
            var liquid = listing.Fact(FactKind.CombinedMpg) is not null;
            var electric = listing.Facts.SelectMany(EpaTerms.FeaturesOf).Contains(CarFeature.Electric);
            if (!liquid && !electric && !phrases.Miles) return null; // gallon equivalents of gas cannot be converted to litres
            return Phrase(phrases.Consumption, Joined(
            [
                Rate(liquid ? FactKind.CityMpg : FactKind.CityMpge, phrases.City),
                Rate(liquid ? FactKind.HighwayMpg : FactKind.HighwayMpge, phrases.Highway),
                Rate(liquid ? FactKind.CombinedMpg : FactKind.CombinedMpge, phrases.Combined),
            ]));
        }
    }

    /// <summary>The range of electric, hydrogen and natural gas cars; the file has none for others.</summary>
    internal string? Range =>
        listing.Fact(FactKind.Range) is { Number: { } miles } ? Phrase(phrases.Range, Distance(miles, MileageUnit.Miles)) : null;

    internal string? Mileage => seller.Mileage is { } mileage ? Phrase(phrases.Mileage, Distance(mileage.Value, mileage.Unit)) : null;

    internal string? Colour => Phrase(phrases.Colour, seller.Colour);

    internal string? Condition => Phrase(phrases.Condition, seller.Condition);

    internal string? Location => Phrase(phrases.Location, seller.Location);

    internal string? Price
    {
        get
        {
            if (seller.Price is not { } price) return null;
            var decimals = price.Amount == Math.Truncate(price.Amount) ? 0 : 2;
            return Phrase(phrases.Price, $"{Format((double)price.Amount, decimals)} {price.Currency}");
        }
    }

    internal IEnumerable<string> Notes =>
        string.IsNullOrWhiteSpace(seller.Notes) ? [] : ["", .. seller.Notes.Trim().ReplaceLineEndings("\n").Split('\n')];

    internal IEnumerable<string?> Closing
    {
        get
        {
            string[] greeting = listing.Tone switch
            {
                Tone.Friendly => ["", phrases.Friendly],
                Tone.Formal => ["", phrases.Formal],
                _ => [],
            };
            string[] source = listing.Length == TextLength.Long && listing.Facts.Count > 0 ? ["", phrases.Source] : [];
            return [.. greeting, .. source];
        }
    }

    /// <summary>A phrase with a value; null where the value is empty.</summary>
    private static string? Phrase(string phrase, string? value) =>
        string.IsNullOrWhiteSpace(value) ? null : string.Format(CultureInfo.InvariantCulture, phrase, value.Trim().TrimEnd('.'));

    private static string Joined(IEnumerable<string?> parts) => string.Join(", ", parts.Where(p => p is not null).Distinct());

    private IEnumerable<string> Terms(FactKind kind, params CarFeature[] only)
    {
        if (listing.Fact(kind) is not { } fact) return [];
        return EpaTerms.FeaturesOf(fact).Where(f => only.Length == 0 || only.Contains(f)).Select(f => phrases.Terms[f]);
    }

    private string? Number(FactKind kind, string phrase, int decimals) =>
        listing.Fact(kind)?.Number is { } number ? Phrase(phrase, Format(number, decimals)) : null;

    private string? Rate(FactKind kind, string phrase)
    {
        if (listing.Fact(kind)?.Number is not { } number) return null;
        var mpge = kind is FactKind.CityMpge or FactKind.HighwayMpge or FactKind.CombinedMpge;
        if (phrases.Miles) return Phrase(phrase, $"{Format(number, 0)} {(mpge ? "MPGe" : "mpg")}");
        var known = new Measure(number, mpge ? Unit.Mpge : Unit.Mpg);
        var unit = mpge ? Unit.KwhPer100Km : Unit.LitresPer100Km;
        return Phrase(phrase, $"{Format(known.ConvertTo(unit)!.Value, 1)} {(mpge ? "kWh" : "l")}/100 km");
    }

    /// <summary>A distance in the language's unit; also in its own where that is another.</summary>
    private string Distance(double value, MileageUnit unit)
    {
        var wanted = phrases.Miles ? MileageUnit.Miles : MileageUnit.Kilometres;
        var known = Phrase(PhraseOf(unit), Format(value, 0))!;
        return unit == wanted ? known : $"{Phrase(PhraseOf(wanted), Format(new Mileage(value, unit).ConvertTo(wanted), 0))} ({known})";

        string PhraseOf(MileageUnit one) => one == MileageUnit.Miles ? phrases.MilesUnit : phrases.Kilometres;
    }

    private string Format(double value, int decimals) => value.ToString($"N{decimals}", phrases.Numbers);
}
