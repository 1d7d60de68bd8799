namespace Cutline.Listings;

/// <summary>A listing's fields cannot be used as they are.</summary>
public sealed class ListingException(string message) : ListingsException(message);
