using Cutline.Listings.Vins;

namespace Cutline.Web.Listings;

/// <summary>What a vehicle identification number says, part by part.</summary>
internal sealed record VinJson(
    string Number, VinPart<string> CheckDigit, VinYear ModelYear, VinPart<string> Region, VinPart<string> Country, VinPart<string> Manufacturer, VinPart<string> Descriptor, VinPart<string> Serial)
{
    public static VinJson Of(Vin vin) => new(
        vin.Number,
        new(vin.CheckDigit.Value?.ToString(), vin.CheckDigit.Certainty, vin.CheckDigit.Note),
        new(vin.ModelYear.Value, vin.ModelYear.Certainty, vin.ModelYear.Note, vin.ModelYearCandidates),
        vin.Region, vin.Country, vin.Manufacturer,
        new(vin.Descriptor, Certainty.Certain, "positions 4 to 8, by the maker's own key"),
        new(vin.Serial, Certainty.Certain, "positions 12 to 17"));
}

/// <summary>The model year.</summary>
/// <param name="Candidates">All years that position 10 can stand for.</param>
internal sealed record VinYear(int? Value, Certainty Certainty, string Note, IReadOnlyList<int> Candidates);
