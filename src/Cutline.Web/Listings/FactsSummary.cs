namespace Cutline.Web.Listings;

/// <summary>A summary of the imported car facts.</summary>
/// <param name="File">The name or address of the imported file.</param>
/// <param name="Date">The date of the file.</param>
/// <param name="Cars">The number of cars.</param>
/// <param name="Makes">The number of makes.</param>
/// <param name="Years">The first and the last model year.</param>
internal sealed record FactsSummary(string File, DateOnly Date, int Cars, int Makes, int[] Years);
