namespace Cutline.Listings.Storage;

/// <summary>
/// Stores listings with their attachments. Each call is atomic: it is done completely or not at all, even if the process is killed.
/// </summary>
public interface IListingStore
{
    /// <summary>Stores a new listing under a new id.</summary>
    /// <exception cref="ListingException">A field is invalid.</exception>
    /// <exception cref="StoreException">The store is full, or the file system fails.</exception>
    StoredListing Create(Listing listing);

    /// <summary>Replaces a listing; its attachments stay.</summary>
    /// <exception cref="ListingException">A field is invalid.</exception>
    /// <exception cref="StoreException">There is no such listing, or the file system fails.</exception>
    StoredListing Save(ListingId id, Listing listing);

    /// <summary>Reads a listing.</summary>
    /// <exception cref="StoreException">There is no such listing, or it is damaged.</exception>
    StoredListing Open(ListingId id);

    /// <summary>Lists all listings, the last changed first; damaged ones at the end, with the reason.</summary>
    /// <exception cref="StoreException">The store cannot be read.</exception>
    IReadOnlyList<ListingEntry> List();

    /// <summary>Stores a copy of a listing and its attachments under a new id.</summary>
    /// <exception cref="StoreException">There is no such listing, it is damaged, the store is full, or the file system fails.</exception>
    StoredListing Duplicate(ListingId id);

    /// <summary>Deletes a listing, damaged or not, and its attachments.</summary>
    /// <exception cref="StoreException">There is no such listing, or the file system fails.</exception>
    void Delete(ListingId id);

    /// <summary>Adds an attachment, or replaces the one with this name.</summary>
    /// <param name="id">The listing.</param>
    /// <param name="name">Up to 100 lower-case letters, digits, hyphens, underscores and points; the first is a letter or digit.</param>
    /// <param name="content">The content; read to its end.</param>
    /// <param name="cancel">Cancels the call; the previous content stays.</param>
    /// <exception cref="StoreException">
    /// There is no such listing, the name is invalid, the content is too large, there are too many attachments, or the file system fails.
    /// </exception>
    /// <exception cref="IOException">The content cannot be read; the previous one stays.</exception>
    Task AttachAsync(ListingId id, string name, Stream content, CancellationToken cancel = default);

    /// <summary>Opens an attachment for reading; the caller disposes it.</summary>
    /// <exception cref="StoreException">There is no such listing or attachment.</exception>
    Stream OpenAttachment(ListingId id, string name);

    /// <summary>Lists a listing's attachments by name.</summary>
    /// <exception cref="StoreException">There is no such listing.</exception>
    IReadOnlyList<Attachment> Attachments(ListingId id);

    /// <summary>Deletes an attachment.</summary>
    /// <exception cref="StoreException">There is no such listing or attachment.</exception>
    void Detach(ListingId id, string name);
}
