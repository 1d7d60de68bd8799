namespace Cutline.Listings;

/// <summary>The seller's price.</summary>
/// <param name="Amount">The amount in <paramref name="Currency"/>.</param>
/// <param name="Currency">The ISO 4217 code, such as <c>EUR</c>.</param>
public sealed record Price(decimal Amount, string Currency);
