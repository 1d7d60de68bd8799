namespace Cutline.Web.Listings;

/// <summary>A car with all its facts, in the API.</summary>
internal sealed record CarJson(int Id, string Name, int Year, string Make, string Model, IReadOnlyList<FactJson> Facts);
