namespace Cutline.Listings.Vins;

/// <summary>One part of a vehicle identification number.</summary>
/// <typeparam name="T">The type of the value.</typeparam>
/// <param name="Value">The reading; null where there is none, or more than one.</param>
/// <param name="Certainty">How certain the reading is.</param>
/// <param name="Note">The reason, in a sentence.</param>
public sealed record VinPart<T>(T? Value, Certainty Certainty, string Note);
