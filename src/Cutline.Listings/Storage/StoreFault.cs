namespace Cutline.Listings.Storage;

/// <summary>The kinds of errors of a store.</summary>
public enum StoreFault
{
    /// <summary>There is no such listing or attachment.</summary>
    NotFound,

    /// <summary>An id or a name is invalid.</summary>
    InvalidName,

    /// <summary>A stored listing cannot be read.</summary>
    Damaged,

    /// <summary>An attachment is larger than the limit.</summary>
    TooLarge,

    /// <summary>The limit of listings, or of attachments of a listing, is reached.</summary>
    Full,

    /// <summary>The disk is full.</summary>
    DiskFull,

    /// <summary>The file system fails otherwise.</summary>
    Failed,
}
