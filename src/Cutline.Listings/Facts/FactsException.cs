namespace Cutline.Listings.Facts;

/// <summary>The car facts cannot be imported, opened or found.</summary>
public sealed class FactsException(string message, Exception? inner = null, FactsFault fault = FactsFault.Wrong) : ListingsException(message, inner)
{
    public FactsFault Fault => fault;
}
