using System.Globalization;
using Cutline.Listings.Languages;

namespace Cutline.Listings.Writing;

/// <summary>What the template says in one language. {0} is what it is about.</summary>
internal sealed record Phrases
{
    /// <summary>How numbers are written.</summary>
    internal required NumberFormatInfo Numbers { get; init; }

    /// <summary>Whether it counts in miles and US gallons.</summary>
    internal bool Miles { get; init; }

    /// <summary>{0} make and model, {1} the model year.</summary>
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

    /// <summary>Where the technical data is from.</summary>
    internal required string Source { get; init; }

    internal required IReadOnlyDictionary<Concept, string> Terms { get; init; }

    internal static Phrases Of(Language language) => language switch
    {
        Language.German => GermanPhrases.All,
        Language.French => FrenchPhrases.All,
        Language.Spanish => SpanishPhrases.All,
        _ => EnglishPhrases.All,
    };

    internal static NumberFormatInfo Format(string decimals, string thousands) => new() { NumberDecimalSeparator = decimals, NumberGroupSeparator = thousands };
}
