namespace Cutline.Listings.Checking;

/// <summary>A place in a text with a claim that neither the facts nor the seller support.</summary>
/// <param name="Start">The offset in the text, in UTF-16 code units.</param>
/// <param name="Length">The length in UTF-16 code units.</param>
/// <param name="Text">The words of the claim.</param>
/// <param name="Reason">The reason, in a sentence.</param>
public sealed record UnsupportedClaim(int Start, int Length, string Text, string Reason);
