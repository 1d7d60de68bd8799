namespace Cutline.Listings.Vins;

/// <summary>What one part of a vehicle identification number says.</summary>
/// <param name="Value">The reading; null where there is none, or more than one.</param>
/// <param name="Certainty">How far it can be trusted.</param>
/// <param name="Note">Why, in a sentence.</param>
public sealed record VinPart<T>(T? Value, Certainty Certainty, string Note);
