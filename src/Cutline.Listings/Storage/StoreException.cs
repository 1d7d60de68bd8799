namespace Cutline.Listings.Storage;

/// <summary>A listing cannot be stored, opened or found.</summary>
public sealed class StoreException(StoreFault fault, string message, Exception? inner = null) : ListingsException(message, inner)
{
    public StoreFault Fault => fault;
}
