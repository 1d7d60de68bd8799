using Cutline.Listings.Languages;

namespace Cutline.Listings.Checking;

/// <summary>
/// Checks a text against a listing: finds every number, measure, name with digits, and word for drive, transmission, fuel or charging that
/// neither the facts nor the seller support. A text may come in pieces; each sentence is checked when it ends, and the result does not
/// depend on the pieces.
/// </summary>
/// <remarks>
/// Other words, such as colours, praise and names without digits, are not checked. A number without a unit is supported by any of the
/// seller's numbers without one.
/// </remarks>
/// <param name="listing">The listing; its language is the text's.</param>
public sealed class FactCheck(Listing listing)
{
    private readonly KnownFacts known = new(listing);
    private readonly ClaimReader reader = new(listing.Language);
    private string pending = "";
    private int pendingStart;

    /// <summary>Checks a whole text.</summary>
    /// <param name="listing">The listing; its language is the text's.</param>
    /// <param name="text">The text.</param>
    /// <returns>The unsupported claims in the order of the text.</returns>
    public static IReadOnlyList<UnsupportedClaim> Check(Listing listing, string text)
    {
        var check = new FactCheck(listing);
        return [.. check.Append(text), .. check.Finish()];
    }

    /// <summary>Checks a listing's own text in a language.</summary>
    /// <returns>The words of its unsupported claims; empty where there is no such text.</returns>
    public static IReadOnlyList<string> Unsupported(Listing listing, Language language)
    {
        if (!listing.Texts.TryGetValue(language, out var text)) return [];
        return [.. Check(listing with { Language = language }, text).Select(claim => claim.Text)];
    }

    /// <summary>Adds the next piece of a text.</summary>
    /// <returns>The unsupported claims of the sentences that have now ended, with offsets in the whole text.</returns>
    public IReadOnlyList<UnsupportedClaim> Append(string piece)
    {
        pending += piece;
        var found = new List<UnsupportedClaim>();
        var start = 0;
        for (int end; (end = Sentence.End(pending, start)) >= 0; start = end)
            found.AddRange(CheckSentence(pending[start..end], pendingStart + start));
        (pending, pendingStart) = (pending[start..], pendingStart + start);
        return found;
    }

    /// <summary>Ends the text.</summary>
    /// <returns>The unsupported claims of the last sentence.</returns>
    public IReadOnlyList<UnsupportedClaim> Finish()
    {
        var found = CheckSentence(pending, pendingStart);
        (pending, pendingStart) = ("", pendingStart + pending.Length);
        return found;
    }

    private List<UnsupportedClaim> CheckSentence(string sentence, int start)
    {
        var found = new List<UnsupportedClaim>();
        foreach (var claim in reader.Read(sentence))
            if (known.ReasonAgainst(claim) is { } reason) found.Add(new(start + claim.Start, claim.Length, claim.Text, reason));
        return found;
    }
}
