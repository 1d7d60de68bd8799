using OpenAI.Chat;

namespace Cutline.Listings.Writing;

/// <summary>Checks a streamed response: that it is not empty, not refused, not too long, and complete.</summary>
internal sealed class ResponseCheck(ModelWriterOptions options)
{
    private int length;
    private bool blank = true;
    private bool refused;
    private ChatFinishReason? end;

    /// <summary>Adds a piece.</summary>
    /// <returns>Its text, which may be empty.</returns>
    /// <exception cref="WritingException">The text is too long.</exception>
    internal string Add(StreamingChatCompletionUpdate update)
    {
        var piece = string.Concat(update.ContentUpdate.Select(part => part.Text));
        refused |= !string.IsNullOrEmpty(update.RefusalUpdate);
        end = update.FinishReason ?? end;
        blank &= string.IsNullOrWhiteSpace(piece);
        length += piece.Length;
        if (length > Listing.MaxTextLength)
            throw Error(WritingFault.TooLong, $"wrote more than {Listing.MaxTextLength} characters: ask for less, or use another model");
        return piece;
    }

    /// <summary>Ends the response.</summary>
    /// <exception cref="WritingException">The text is refused, incomplete or empty.</exception>
    internal void End()
    {
        if (refused || end == ChatFinishReason.ContentFilter)
            throw Error(WritingFault.Refused, "refuses to write this: change the seller's fields, or use the template");
        if (end is null or ChatFinishReason.Length)
            throw Error(WritingFault.Incomplete, "stopped before the end of the text: try again, or ask for a shorter one");
        if (blank) throw Error(WritingFault.EmptyResponse, "wrote nothing: try again, or use the template");
    }

    private WritingException Error(WritingFault fault, string predicate) => new(fault, $"{options.Model} {predicate}");
}
