using Cutline.Listings.Checking;

namespace Cutline.Listings.Writing;

/// <summary>
/// Makes a text of a response's events: without the model's thoughts and control characters, and not empty, refused, too long or
/// incomplete.
/// </summary>
/// <param name="options">The model.</param>
/// <param name="isAnswer">See <see cref="ThoughtFilter"/>.</param>
internal sealed class ResponseCheck(ModelWriterOptions options, Func<string, bool>? isAnswer)
{
    /// <summary>The most that is held back until it is told from a thought, in characters.</summary>
    private const int MostHeld = 20 * Listing.MaxTextLength;

    private readonly PlainText plain = new();
    private readonly ThoughtFilter thoughts = new(isAnswer);
    private int length;
    private bool blank = true;
    private bool refused;
    private string? end; // the last reason to finish; an empty one is one where nothing follows it

    /// <summary>Whether thoughts were handed out as text, since their opening mark stood in the model's template.</summary>
    internal bool HasLeaked => thoughts.HasLeaked;

    /// <summary>Adds an event.</summary>
    /// <returns>Its text, which may be empty.</returns>
    /// <exception cref="WritingException">The server reports an error, the text is too long, or had the model's thoughts in it.</exception>
    internal string Add(ChatEvent read)
    {
        if (read.Error is { } words) throw Failed(words);
        refused |= read.IsRefused;
        if (read.IsChat && string.IsNullOrEmpty(end)) end = null;
        end = string.IsNullOrEmpty(read.Finish) ? end ?? read.Finish : read.Finish;
        if (end is "error" or "network_error" or "insufficient_system_resource") throw Failed(end);
        if (read.HasThought) thoughts.Trust();
        return Counted(thoughts.Add(plain.Add(read.Text)));
    }

    /// <summary>Ends the response.</summary>
    /// <returns>The rest of the text.</returns>
    /// <exception cref="WritingException">The text is refused, incomplete or empty.</exception>
    internal string End()
    {
        var reason = end?.ToLowerInvariant();
        if (refused || reason is "content_filter" or "safety" or "refusal" or "recitation" or "prohibited_content" or "sensitive")
            throw Error(WritingFault.Refused, "refuses to write this: change the seller's fields, or use the template");
        if (reason is null or "length" or "max_tokens" or "max_output_tokens" or "max_length" or "model_length" or "abort")
            throw Error(WritingFault.Incomplete, "stopped before the end of the text: try again, or ask for a shorter one");
        var thinking = thoughts.IsThinking;
        var rest = Counted(thoughts.End());
        var nothing = thinking ? "nothing but its thoughts" : "nothing";
        if (blank) throw Error(WritingFault.EmptyResponse, $"wrote {nothing}: try again, or use the template");
        return rest;
    }

    private string Counted(string piece)
    {
        if (HasLeaked)
            throw Error(WritingFault.Thoughts, "wrote its thoughts as text: discard them and write again, which now waits for their end");
        blank &= string.IsNullOrWhiteSpace(piece);
        length += piece.Length;
        if (length > Listing.MaxTextLength || thoughts.Held > MostHeld)
            throw Error(WritingFault.TooLong, $"wrote more than {Listing.MaxTextLength} characters: ask for less, or use another model");
        return piece;
    }

    private WritingException Failed(string words) => new(WritingFault.EndpointError,
        $"{options.Endpoint} reports an error: \"{PlainText.Line(words, options.Key)}\": see its log, or try again");

    private WritingException Error(WritingFault fault, string predicate) => new(fault, $"{options.Model} {predicate}");
}
