namespace Cutline.Listings.Writing;

/// <summary>Why a text was not written.</summary>
public enum WritingFault
{
    /// <summary>No endpoint, or no model, is named.</summary>
    NotConfigured,

    /// <summary>Nothing answers at the endpoint.</summary>
    Unreachable,

    /// <summary>The key is missing or wrong (401, 403).</summary>
    Unauthorised,

    /// <summary>Too many requests (429).</summary>
    TooMany,

    /// <summary>The endpoint answers with another error.</summary>
    Failed,

    /// <summary>Nothing came for too long.</summary>
    TimedOut,

    /// <summary>The stream ended before the text did.</summary>
    CutShort,

    /// <summary>What came is not what an OpenAI-compatible endpoint sends.</summary>
    Unreadable,

    /// <summary>The answer is empty.</summary>
    Empty,

    /// <summary>The model, or a filter before it, refuses.</summary>
    Refused,

    /// <summary>The text is longer than a listing can be.</summary>
    TooLong,
}
