using Cutline.Studio.Options;
using Cutline.Web.Cutting;

namespace Cutline.Web.Jobs;

/// <summary>The details of a cut-out besides its file; for a single photo, the response's headers contain them.</summary>
/// <param name="Confidence">The confidence of the outline, 0 to 1.</param>
/// <param name="Review">Reasons why a person should check it; empty where there are none.</param>
/// <param name="Plate">The corners of the covered plate, or <c>none</c>; null where no plate was to be covered.</param>
internal sealed record CutOutDetails(double Confidence, IReadOnlyList<string> Review, string? Plate)
{
    public static CutOutDetails Of(CutResult cut, CutSettings settings) =>
        new(Math.Round(cut.Confidence, 3), cut.ReviewNames, settings.Given.ContainsKey(CutOptionTable.Plate) ? cut.PlateText : null);
}
