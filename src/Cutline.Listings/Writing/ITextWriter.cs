namespace Cutline.Listings.Writing;

/// <summary>Writes the text of a listing.</summary>
public interface ITextWriter
{
    /// <summary>Who writes, such as <c>template</c>, or a model's name.</summary>
    string Name { get; }

    /// <summary>Whether it is a template, which says nothing but what is known; what others write is to be checked with <see cref="Checking.FactCheck"/>.</summary>
    bool IsTemplate { get; }

    /// <summary>The text in pieces, as they are written.</summary>
    /// <exception cref="ListingException">The listing's fields cannot be used.</exception>
    /// <exception cref="WritingException">The writer failed; what came before stands.</exception>
    IAsyncEnumerable<string> WriteAsync(Listing listing, CancellationToken cancel = default);
}
