using Cutline.Listings.Vins;

namespace Cutline.Web.Listings;

/// <summary>The parts of a vehicle identification number, in the API.</summary>
internal sealed record VinJson(
    string Number, VinPart<string> CheckDigit, VinYear ModelYear, VinPart<string> Region, VinPart<string> Country,
        VinPart<string> Manufacturer, VinPart<string> Descriptor, VinPart<string> Serial)
{
    public static VinJson Of(Vin vin) => new(
        vin.Number,
        new(vin.CheckDigit.Value?.ToString(), vin.CheckDigit.Certainty, vin.CheckDigit.Note),
        new(vin.ModelYear.Value, vin.ModelYear.Certainty, vin.ModelYear.Note, vin.ModelYearCandidates),
        vin.Region, vin.Country, vin.Manufacturer,
        new(vin.Descriptor, Certainty.Certain, "positions 4 to 8, in the manufacturer's own code"),
        new(vin.Serial, Certainty.Certain, "positions 12 to 17"));
}

/// <summary>The model year.</summary>
/// <param name="Value">The most likely year; null where position 10 is not a year code.</param>
/// <param name="Certainty">How certain it is.</param>
/// <param name="Note">How it was derived.</param>
/// <param name="Candidates">All years that position 10 can mean.</param>
internal sealed record VinYear(int? Value, Certainty Certainty, string Note, IReadOnlyList<int> Candidates);
