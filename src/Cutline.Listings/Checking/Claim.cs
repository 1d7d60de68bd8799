using Cutline.Listings.Languages;
using Cutline.Listings.Units;

namespace Cutline.Listings.Checking;

/// <summary>A claim of a text: a feature, a measure, or else a name with digits.</summary>
/// <param name="Start">The offset in the text, in UTF-16 code units.</param>
/// <param name="Length">The length in UTF-16 code units.</param>
/// <param name="Text">The words of the claim.</param>
internal sealed record Claim(int Start, int Length, string Text)
{
    internal CarFeature? Feature { get; init; }

    internal Measure? Measure { get; init; }
}
