using OpenAI.Chat;

namespace Cutline.Listings.Writing;

/// <summary>Watches over a text as it comes: that it is one, that it ends, and that it is not too long.</summary>
internal sealed class WrittenSoFar(ModelWriterOptions options)
{
    private int length;
    private bool blank = true;
    private bool refused;
    private ChatFinishReason? end;

    /// <returns>The next piece, perhaps empty.</returns>
    /// <exception cref="WritingException">It is too long.</exception>
    internal string Take(StreamingChatCompletionUpdate update)
    {
        var piece = string.Concat(update.ContentUpdate.Select(part => part.Text));
        refused |= !string.IsNullOrEmpty(update.RefusalUpdate);
        end = update.FinishReason ?? end;
        blank &= string.IsNullOrWhiteSpace(piece);
        length += piece.Length;
        return length <= Listing.LongestText ? piece : throw new WritingException(WritingFault.TooLong, $"{options.Model} wrote more than {Listing.LongestText} characters: ask for a shorter text, or another model");
    }

    /// <exception cref="WritingException">It did not come to its end, or there is none.</exception>
    internal void End()
    {
        if (refused || end == ChatFinishReason.ContentFilter) throw new WritingException(WritingFault.Refused, $"{options.Model} refuses to write this: change what the seller typed, or use the template");
        if (end is null or ChatFinishReason.Length) throw new WritingException(WritingFault.CutShort, $"{options.Model} broke off before the text's end: try again, or ask for a shorter one");
        if (blank) throw new WritingException(WritingFault.Empty, $"{options.Model} wrote nothing: try again, or use the template");
    }
}
