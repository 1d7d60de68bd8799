using Cutline.Listings.Facts;

namespace Cutline.Web.Listings;

/// <summary>The cars that are meant.</summary>
/// <param name="Total">How many there are; of these, so many are named.</param>
internal sealed record CarsFound(int Total, IReadOnlyList<CarFound> Cars)
{
    private const int Named = 30;

    public static CarsFound Of(IReadOnlyList<Vehicle> found)
    {
        var rows = found.Take(Named).ToArray();
        var columns = Variants.Distinguishing(rows).Where(c => c.Column is not ("year" or "make" or "model")).ToArray();
        return new(found.Count, [.. rows.Select((v, i) => new CarFound(v.Id, $"{v.Year} {v.Make} {v.Model}", Differences(columns, i), v.CombinedMpg))]);
    }

    private static Dictionary<string, string> Differences((string Column, IReadOnlyList<string> Cells)[] columns, int row) =>
        columns.Where(c => c.Cells[row].Length > 0).ToDictionary(c => c.Column, c => c.Cells[row]);
}

/// <summary>One of them.</summary>
/// <param name="Differs">What tells it apart from the others, and nothing else.</param>
/// <param name="Mpg">Miles per US gallon, or its equivalent; null where it is not known.</param>
internal sealed record CarFound(int Id, string Name, IReadOnlyDictionary<string, string> Differs, int? Mpg);
