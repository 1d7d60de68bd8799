namespace Cutline.Listings.Storage;

/// <summary>Why a store does not do what it is asked.</summary>
public enum StoreFault
{
    /// <summary>There is no such listing or attachment.</summary>
    NotFound,

    /// <summary>An id or a name is not one.</summary>
    WrongName,

    /// <summary>What is stored cannot be read.</summary>
    Damaged,

    /// <summary>An attachment is larger than may be stored.</summary>
    TooLarge,

    /// <summary>As many listings, or attachments of one, as may be stored are there.</summary>
    Full,

    /// <summary>The disk has no room.</summary>
    DiskFull,

    /// <summary>The disk refuses.</summary>
    Failed,
}
