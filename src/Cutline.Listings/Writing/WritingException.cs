namespace Cutline.Listings.Writing;

/// <summary>A text was not written, or not to its end.</summary>
public sealed class WritingException(WritingFault fault, string message, Exception? inner = null) : ListingsException(message, inner)
{
    public WritingFault Fault => fault;
}
