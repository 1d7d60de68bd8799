namespace Cutline.Web.Listings;

/// <summary>Which facts there are.</summary>
/// <param name="File">The imported file's name or address.</param>
/// <param name="Date">The file's own date.</param>
/// <param name="Years">The first and the last model year.</param>
internal sealed record FactsAbout(string File, DateOnly Date, int Cars, int Makes, int[] Years);
