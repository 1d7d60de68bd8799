namespace Cutline.Listings.Storage;

/// <summary>Keeps listings, each with its attachments. Each call is done wholly or not at all, whatever happens to the process.</summary>
public interface IListingStore
{
    /// <summary>Stores a new listing under an id of the store's making.</summary>
    /// <exception cref="ListingException">Its fields cannot be used.</exception>
    /// <exception cref="StoreException">There are as many as are kept, or the disk refuses.</exception>
    StoredListing Create(Listing listing);

    /// <summary>Replaces a listing; its attachments stay.</summary>
    /// <exception cref="ListingException">Its fields cannot be used.</exception>
    /// <exception cref="StoreException">There is none, or the disk refuses.</exception>
    StoredListing Save(ListingId id, Listing listing);

    /// <exception cref="StoreException">There is none, or it is damaged.</exception>
    StoredListing Open(ListingId id);

    /// <summary>All listings, the last changed first; damaged ones at the end, with what is wrong with them.</summary>
    /// <exception cref="StoreException">The store itself cannot be read.</exception>
    IReadOnlyList<ListingEntry> List();

    /// <summary>Stores a copy of a listing and its attachments under a new id.</summary>
    /// <exception cref="StoreException">There is none, it is damaged, there are as many as are kept, or the disk refuses.</exception>
    StoredListing Duplicate(ListingId id);

    /// <summary>Removes a listing and its attachments, damaged or not.</summary>
    /// <exception cref="StoreException">There is none, or the disk refuses.</exception>
    void Delete(ListingId id);

    /// <summary>Adds an attachment, or replaces the one of this name.</summary>
    /// <param name="name">Small letters, digits, hyphens, underscores and points, at most 100, the first a letter or digit.</param>
    /// <exception cref="StoreException">There is no such listing, the name is none, it is too large, there are too many, or the disk refuses.</exception>
    Task AttachAsync(ListingId id, string name, Stream content, CancellationToken cancel = default);

    /// <summary>An attachment to be read, and closed by the caller.</summary>
    /// <exception cref="StoreException">There is no such listing or attachment.</exception>
    Stream OpenAttachment(ListingId id, string name);

    /// <summary>A listing's attachments by name.</summary>
    /// <exception cref="StoreException">There is no such listing.</exception>
    IReadOnlyList<Attachment> Attachments(ListingId id);

    /// <summary>Removes an attachment.</summary>
    /// <exception cref="StoreException">There is no such listing or attachment.</exception>
    void Detach(ListingId id, string name);
}
