namespace Cutline.Listings.Checking;

/// <summary>A place in a text that says what neither the facts nor the seller do.</summary>
/// <param name="Start">Characters (UTF-16) from the beginning of the text.</param>
/// <param name="Length">Characters.</param>
/// <param name="Text">What stands there.</param>
/// <param name="Reason">Why it is doubted, in a sentence.</param>
public sealed record Doubt(int Start, int Length, string Text, string Reason);
