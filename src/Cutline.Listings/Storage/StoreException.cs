using Cutline.Listings.Errors;

namespace Cutline.Listings.Storage;

/// <summary>A listing cannot be stored, opened or found.</summary>
/// <param name="fault">The kind of the error.</param>
/// <param name="message">One line with the cause and the repair.</param>
/// <param name="inner">The cause, where another exception is.</param>
public sealed class StoreException(StoreFault fault, string message, Exception? inner = null) : ListingsException(message, inner)
{
    /// <summary>The kind of the error.</summary>
    public StoreFault Fault => fault;
}
