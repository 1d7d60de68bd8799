using Cutline.Listings.Errors;

namespace Cutline.Listings.Export;

/// <summary>A listing cannot be exported.</summary>
/// <param name="message">One line with the cause and the repair.</param>
/// <param name="inner">The cause, where another exception is.</param>
public sealed class ExportException(string message, Exception? inner = null) : ListingsException(message, inner);
