namespace Cutline.Listings.Writing;

/// <summary>The kinds of errors of a text writer.</summary>
public enum WritingFault
{
    /// <summary>No endpoint, or no model, is configured.</summary>
    NotConfigured,

    /// <summary>The endpoint cannot be reached.</summary>
    Unreachable,

    /// <summary>The key is missing or wrong (401, 403).</summary>
    Unauthorised,

    /// <summary>There are too many requests (429).</summary>
    RateLimited,

    /// <summary>The endpoint answers with another error.</summary>
    EndpointError,

    /// <summary>Nothing was received for too long.</summary>
    TimedOut,

    /// <summary>The stream ended before the text did.</summary>
    Incomplete,

    /// <summary>The response is not one of an OpenAI-compatible endpoint.</summary>
    InvalidResponse,

    /// <summary>The text is empty.</summary>
    EmptyResponse,

    /// <summary>The model, or a content filter, refuses.</summary>
    Refused,

    /// <summary>The text is longer than <see cref="Listing.MaxTextLength"/>.</summary>
    TooLong,

    /// <summary>The model's thoughts came as text: the pieces until then are to be discarded.</summary>
    Thoughts,
}
