using Cutline.Listings.Facts;
using Cutline.Listings.Languages;

namespace Cutline.Web.Listings;

/// <summary>One thing known of a car, as the API tells it.</summary>
/// <param name="Label">What it is called, in English.</param>
/// <param name="Unit">What its number counts; null where it counts nothing.</param>
internal sealed record FactJson(FactKind Kind, string Label, string Value, string? Unit, FactSource Source)
{
    public static FactJson Of(Fact fact) => new(fact.Kind, fact.Kind.Label(), fact.Value, fact.Kind.UnitSign(), fact.Source);
}
