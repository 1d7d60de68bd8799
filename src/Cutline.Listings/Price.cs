namespace Cutline.Listings;

/// <summary>What the seller asks for.</summary>
/// <param name="Currency">ISO 4217, such as <c>EUR</c>.</param>
public sealed record Price(decimal Amount, string Currency);
