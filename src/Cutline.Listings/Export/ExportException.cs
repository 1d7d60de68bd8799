namespace Cutline.Listings.Export;

/// <summary>A listing cannot be exported.</summary>
public sealed class ExportException(string message, Exception? inner = null) : ListingsException(message, inner);
