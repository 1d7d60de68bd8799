namespace Cutline.Listings.Writing;

/// <summary>What one JSON value of a server's answer says.</summary>
internal sealed record ChatEvent
{
    /// <summary>A piece of the text; it may be empty.</summary>
    public string Text { get; init; } = "";

    /// <summary>The server's reason to finish, in its own word, which may be empty; null where it goes on.</summary>
    public string? Finish { get; init; }

    /// <summary>Whether the model refuses.</summary>
    public bool IsRefused { get; init; }

    /// <summary>Whether it carries a thought apart from the text.</summary>
    public bool HasThought { get; init; }

    /// <summary>Whether it is the whole answer rather than a piece of a stream.</summary>
    public bool IsWhole { get; init; }

    /// <summary>The server's words of an error; null where there is none.</summary>
    public string? Error { get; init; }

    /// <summary>Whether it says something of a chat, as a value of another API does not.</summary>
    public bool IsChat { get; init; }
}
