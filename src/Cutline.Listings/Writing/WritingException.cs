using Cutline.Listings.Errors;

namespace Cutline.Listings.Writing;

/// <summary>A text was not written, or not completely.</summary>
/// <param name="fault">The kind of the error.</param>
/// <param name="message">One line with the cause and the repair.</param>
/// <param name="inner">The cause, where another exception is.</param>
public sealed class WritingException(WritingFault fault, string message, Exception? inner = null) : ListingsException(message, inner)
{
    /// <summary>The kind of the error.</summary>
    public WritingFault Fault => fault;
}
