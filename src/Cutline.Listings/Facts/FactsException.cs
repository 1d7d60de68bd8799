using Cutline.Listings.Errors;

namespace Cutline.Listings.Facts;

/// <summary>Car facts cannot be imported, opened or searched.</summary>
/// <param name="message">One line with the cause and the repair.</param>
/// <param name="inner">The cause, where another exception is.</param>
/// <param name="fault">The kind of the error.</param>
public sealed class FactsException(string message, Exception? inner = null, FactsFault fault = FactsFault.Invalid)
    : ListingsException(message, inner)
{
    /// <summary>The kind of the error.</summary>
    public FactsFault Fault => fault;
}
