using System.Text.RegularExpressions;
using Cutline.Listings.Languages;

namespace Cutline.Listings.Checking;

/// <summary>
/// Checks a text against a listing: finds every number, measure, name with digits, and word for drive, transmission, fuel or charging that
/// neither the facts nor the seller support, and a language model's thoughts. A text may come in pieces; each sentence is checked when it
/// ends, and the result does not depend on the pieces.
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
    private string pending = ""; // a sentence that has not ended
    private int pendingStart, searched;
    private int? thought; // where one began that has not ended

    /// <summary>Checks a whole text.</summary>
    /// <param name="listing">The listing; its language is the text's.</param>
    /// <param name="text">The text.</param>
    /// <returns>The unsupported claims in the order of the text.</returns>
    public static IReadOnlyList<UnsupportedClaim> Check(Listing listing, string text)
    {
        var check = new FactCheck(listing);
        UnsupportedClaim[] found = [.. check.Append(text), .. check.Finish()];
        return WithoutInner(found);
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
        for (int end; (end = Sentence.End(pending, start, searched)) >= 0; start = searched = end)
            found.AddRange(CheckSentence(pending[start..end], pendingStart + start));
        (pending, pendingStart) = (pending[start..], pendingStart + start);
        searched = Math.Max(0, pending.Length - 1);
        return found;
    }

    /// <summary>Ends the text.</summary>
    /// <returns>The unsupported claims of the last sentence.</returns>
    public IReadOnlyList<UnsupportedClaim> Finish()
    {
        var found = CheckSentence(pending, pendingStart);
        (pending, pendingStart, searched) = ("", pendingStart + pending.Length, 0);
        if (thought is { } begun) found.Add(Thought(begun, pendingStart));
        thought = null;
        return found;
    }

    private List<UnsupportedClaim> CheckSentence(string sentence, int start)
    {
        var found = new List<UnsupportedClaim>();
        var from = 0;
        foreach (Match mark in ThoughtMarks.Any().Matches(sentence))
        {
            var end = mark.Index + mark.Length;
            if (mark.Groups[ThoughtMarks.Close].Success)
            {
                found.Add(Thought(thought ?? 0, start + end)); // without an opening mark all before it is a thought
                thought = null;
            }
            else
            {
                AddClaims(from, mark.Index);
                if (mark.Groups[ThoughtMarks.Open].Success) thought ??= start + mark.Index;
            }

            from = end;
        }

        AddClaims(from, sentence.Length);
        return found;

        void AddClaims(int first, int last)
        {
            if (thought is not null) return;
            foreach (var claim in reader.Read(sentence[first..last]))
                if (known.ReasonAgainst(claim) is { } reason) found.Add(new(start + first + claim.Start, claim.Length, claim.Text, reason));
        }
    }

    private static UnsupportedClaim Thought(int start, int end) =>
        new(start, end - start, "a language model's thoughts", "a language model's thoughts are no text of the listing: remove them");

    /// <summary>Leaves out claims that lie within others: within a thought, whose end was found after them.</summary>
    private static List<UnsupportedClaim> WithoutInner(UnsupportedClaim[] found)
    {
        var outer = new List<UnsupportedClaim>();
        foreach (var claim in found.OrderBy(c => c.Start).ThenByDescending(c => c.Length))
            if (outer.Count == 0 || !Contains(outer[^1], claim)) outer.Add(claim);
        return outer;
    }

    private static bool Contains(UnsupportedClaim outer, UnsupportedClaim inner) =>
        outer.Start <= inner.Start && inner.Start + inner.Length <= outer.Start + outer.Length;
}
