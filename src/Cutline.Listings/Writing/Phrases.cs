using System.Globalization;
using Cutline.Listings.Languages;

namespace Cutline.Listings.Writing;

/// <summary>The phrases of the template in one language; {0} stands for the value.</summary>
internal sealed record Phrases
{
    /// <summary>The format of numbers.</summary>
    internal required NumberFormatInfo Numbers { get; init; }

    /// <summary>Whether the units are miles and US gallons; else kilometres and litres.</summary>
    internal bool Miles { get; init; }

    /// <summary>{0} stands for make and model, {1} for the model year.</summary>
    internal required string ForSale { get; init; }

    internal required string ForSaleWithoutYear { get; init; }

    internal required string Engine { get; init; }

    internal required string Litres { get; init; }

    internal required string Cylinders { get; init; }

    internal required string Transmission { get; init; }

    internal required string Gears { get; init; }

    internal required string Drive { get; init; }

    internal required string Fuel { get; init; }

    internal required string Consumption { get; init; }

    internal required string City { get; init; }

    internal required string Highway { get; init; }

    internal required string Combined { get; init; }

    internal required string Range { get; init; }

    internal required string Mileage { get; init; }

    internal required string Colour { get; init; }

    internal required string Condition { get; init; }

    internal required string Location { get; init; }

    internal required string Price { get; init; }

    internal required string Kilometres { get; init; }

    internal required string MilesUnit { get; init; }

    internal required string Friendly { get; init; }

    internal required string Formal { get; init; }

    /// <summary>The source of the technical data.</summary>
    internal required string Source { get; init; }

    /// <summary>The name of each feature.</summary>
    internal required IReadOnlyDictionary<CarFeature, string> Terms { get; init; }

    internal static Phrases Of(Language language) => language switch
    {
        Language.German => GermanPhrases.All,
        Language.French => FrenchPhrases.All,
        Language.Spanish => SpanishPhrases.All,
        _ => EnglishPhrases.All,
    };

    internal static NumberFormatInfo Format(string decimalSeparator, string thousandsSeparator) =>
        new() { NumberDecimalSeparator = decimalSeparator, NumberGroupSeparator = thousandsSeparator };
}
