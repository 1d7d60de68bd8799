using Cutline.Listings.Facts;
using Cutline.Listings.Languages;

namespace Cutline.Listings.Tests;

/// <summary>Listings of invented cars.</summary>
internal static class Listings
{
    public static FactSource Source { get; } = new("cars.csv", new DateOnly(2024, 5, 6), 13);

    /// <summary>A listing with this text in its language.</summary>
    public static Listing Saying(this Listing listing, string text) =>
        listing with { Texts = new Dictionary<Language, string> { [listing.Language] = text } };

    /// <summary>A turbocharged 2.0 with all facts and seller fields.</summary>
    public static Listing Linnet(Language language = Language.English) => new()
    {
        Car = new(2019, "Ostara", "Linnet RS4"), Language = language,
        Facts = Fact.Of(
            new()
            {
                Id = 13, Year = 2019, Make = "Ostara", Model = "Linnet RS4", Cylinders = 4, Displacement = 2.0, Drive = "All-Wheel Drive",
                Transmission = "Automatic (S8)", FuelType = "Premium",
                Fuel = "Premium Gasoline", CityMpg = 23, HighwayMpg = 31, CombinedMpg = 26, Co2 = 342, Turbocharged = true,
            },
            Source),
        Seller = new()
        {
            Mileage = new(84_500, MileageUnit.Kilometres), Price = new(15_900, "EUR"), Colour = "Blue", Condition = "Very good",
            Notes = "2 keys, first owner, 150 kW. New tyres in 2023. Heated seats.",
        },
    };

    public static Listing Teal(Language language = Language.English) => new()
    {
        Car = new(2021, "Ostara", "Teal EV"), Language = language,
        Facts = Fact.Of(
            new()
            {
                Id = 15, Year = 2021, Make = "Ostara", Model = "Teal EV", Drive = "Rear-Wheel Drive", Transmission = "Automatic (A1)",
                FuelType = "Electricity", Fuel = "Electricity",
                CityMpg = 131, HighwayMpg = 117, CombinedMpg = 124, Range = 310, Motor = "150 kW", Technology = "EV",
            },
            Source),
    };
}
