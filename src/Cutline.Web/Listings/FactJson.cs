using Cutline.Listings.Facts;
using Cutline.Listings.Languages;

namespace Cutline.Web.Listings;

/// <summary>A fact of a car, in the API.</summary>
/// <param name="Kind">The kind of fact.</param>
/// <param name="Label">Its label in English.</param>
/// <param name="Value">Its value.</param>
/// <param name="Unit">The unit of its value; null where it has none.</param>
/// <param name="Source">The source of the fact.</param>
internal sealed record FactJson(FactKind Kind, string Label, string Value, string? Unit, FactSource Source)
{
    public static FactJson Of(Fact fact) => new(fact.Kind, fact.Kind.Label(), fact.Value, fact.Kind.UnitSign(), fact.Source);
}
