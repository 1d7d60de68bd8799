using Cutline.Listings.Facts;

namespace Cutline.Web.Listings;

/// <summary>The result of a car search.</summary>
/// <param name="Total">The number of cars found.</param>
/// <param name="Cars">The first of them, at most 30.</param>
internal sealed record CarSearchResult(int Total, IReadOnlyList<CarSearchItem> Cars)
{
    private const int Most = 30;

    public static CarSearchResult Of(IReadOnlyList<Vehicle> found)
    {
        var rows = found.Take(Most).ToArray();
        var columns = Variants.Distinguishing(rows).Where(c => c.Column is not ("year" or "make" or "model")).ToArray();
        return new(found.Count,
            [.. rows.Select((v, i) => new CarSearchItem(v.Id, $"{v.Year} {v.Make} {v.Model}", Differences(columns, i), v.CombinedMpg))]);
    }

    private static Dictionary<string, string> Differences((string Column, IReadOnlyList<string> Cells)[] columns, int row) =>
        columns.Where(c => c.Cells[row].Length > 0).ToDictionary(c => c.Column, c => c.Cells[row]);
}

/// <summary>A search result.</summary>
/// <param name="Id">The id of the car.</param>
/// <param name="Name">Year, make and model.</param>
/// <param name="Differs">The facts that distinguish it from the other results.</param>
/// <param name="Mpg">Combined consumption in miles per US gallon or the equivalent; null where it is unknown.</param>
internal sealed record CarSearchItem(int Id, string Name, IReadOnlyDictionary<string, string> Differs, int? Mpg);
