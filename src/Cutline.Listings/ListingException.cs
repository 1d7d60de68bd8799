using Cutline.Listings.Errors;

namespace Cutline.Listings;

/// <summary>A field of a listing is invalid.</summary>
/// <param name="message">One line with the field, its value and the repair.</param>
public sealed class ListingException(string message) : ListingsException(message);
