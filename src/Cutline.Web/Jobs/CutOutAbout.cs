using Cutline.Web.Cutting;

namespace Cutline.Web.Jobs;

/// <summary>What is told of a cut-out beside its file: of a single one its headers say it.</summary>
/// <param name="Review">Why a person should look at it; nothing where none should.</param>
/// <param name="Plate">The corners of the plate that was covered, or none; null where it was not asked for.</param>
internal sealed record CutOutAbout(double Confidence, IReadOnlyList<string> Review, string? Plate)
{
    public static CutOutAbout Of(CutPhoto cut, CutOrder order) =>
        new(Math.Round(cut.Confidence, 3), cut.ReviewWords, order.Given.ContainsKey("plate") ? cut.PlateText : null);
}
