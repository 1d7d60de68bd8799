using Cutline.Listings.Languages;

namespace Cutline.Listings.Checking;

/// <summary>
/// Finds in a text every number, measure, name with digits, and word for drive, transmission, fuel and charging that neither the facts nor the seller say.
/// Text may come in pieces; sentences are judged as they end, and the doubts do not depend on how the text was cut.
/// </summary>
/// <remarks>
/// What is not a number or one of these words is not judged: colours, praise, names without digits. A number without a unit may be any of the seller's numbers without one.
/// </remarks>
public sealed class FactCheck(Listing listing)
{
    private readonly KnownThings known = new(listing);
    private readonly ClaimReader reader = new(listing.Language);
    private string open = "";
    private int openAt;

    /// <summary>All doubts about a whole text, in its order.</summary>
    public static IReadOnlyList<Doubt> Check(Listing listing, string text)
    {
        var check = new FactCheck(listing);
        return [.. check.Append(text), .. check.Finish()];
    }

    /// <summary>What a listing's text in a language says that neither the facts nor the seller say, word for word; nothing where there is no such text.</summary>
    public static IReadOnlyList<string> Unsupported(Listing listing, Language language) => listing.Texts.TryGetValue(language, out var text)
        ? [.. Check(listing with { Language = language }, text).Select(doubt => doubt.Text)]
        : [];

    /// <summary>Takes the next piece of a text.</summary>
    /// <returns>The doubts about sentences that have now ended; places are counted from the beginning of the whole text.</returns>
    public IReadOnlyList<Doubt> Append(string piece)
    {
        open += piece;
        var doubts = new List<Doubt>();
        var from = 0;
        for (int end; (end = Sentence.End(open, from)) >= 0; from = end) doubts.AddRange(Judge(open[from..end], openAt + from));
        (open, openAt) = (open[from..], openAt + from);
        return doubts;
    }

    /// <summary>The text is complete.</summary>
    /// <returns>The doubts about what was still open.</returns>
    public IReadOnlyList<Doubt> Finish()
    {
        var doubts = Judge(open, openAt);
        (open, openAt) = ("", openAt + open.Length);
        return doubts;
    }

    private List<Doubt> Judge(string sentence, int at)
    {
        var doubts = new List<Doubt>();
        foreach (var claim in reader.Read(sentence))
            if (known.Doubts(claim) is { } reason) doubts.Add(new(at + claim.Start, claim.Length, claim.Text, reason));
        return doubts;
    }
}
