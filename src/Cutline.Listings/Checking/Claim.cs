using Cutline.Listings.Languages;

namespace Cutline.Listings.Checking;

/// <summary>Something that a text says of a car: one of a concept, a measure, or a name with digits in it.</summary>
/// <param name="Start">Characters from the text's beginning.</param>
/// <param name="Length">Characters.</param>
/// <param name="Text">The words themselves.</param>
internal sealed record Claim(int Start, int Length, string Text)
{
    internal Concept? Concept { get; init; }

    internal Measure? Measure { get; init; }
}
