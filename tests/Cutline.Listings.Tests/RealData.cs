namespace Cutline.Listings.Tests;

/// <summary>Real data beside the checkout, which is never part of it.</summary>
internal static class RealData
{
    public static string? Vehicles => RepositoryPaths.TryFind("shared/data/facts/epa-vehicles.csv.gz");
}

/// <summary>A test with fueleconomy.gov's own file; skipped where it is missing.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class RealFactsFactAttribute : FactAttribute
{
    public RealFactsFactAttribute() =>
        Skip = RealData.Vehicles is null ? "no shared/data/facts/epa-vehicles.csv.gz beside the checkout" : null;
}
