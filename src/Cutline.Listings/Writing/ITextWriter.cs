namespace Cutline.Listings.Writing;

/// <summary>Writes the text of a listing.</summary>
public interface ITextWriter
{
    /// <summary>The writer's name: <c>template</c>, or the name of a model.</summary>
    string Name { get; }

    /// <summary>
    /// Whether the writer is a template, which states known facts alone; other texts must be checked with <see cref="Checking.FactCheck"/>.
    /// </summary>
    bool IsTemplate { get; }

    /// <summary>Writes the text in the listing's language.</summary>
    /// <param name="listing">The listing.</param>
    /// <param name="cancel">Cancels the writing.</param>
    /// <returns>The pieces of the text, as they are written.</returns>
    /// <exception cref="ListingException">A field of the listing is invalid.</exception>
    /// <exception cref="WritingException">
    /// The writer failed; the pieces until then are valid, unless the fault is <see cref="WritingFault.Thoughts"/>.
    /// </exception>
    IAsyncEnumerable<string> WriteAsync(Listing listing, CancellationToken cancel = default);
}
