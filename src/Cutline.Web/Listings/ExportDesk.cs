using Cutline.Listings;
using Cutline.Listings.Checking;
using Cutline.Listings.Export;
using Cutline.Listings.Languages;
using Cutline.Listings.Storage;
using Cutline.Web.Problems;

namespace Cutline.Web.Listings;

/// <summary>Makes exports, a few at a time: each decodes all of a listing's pictures.</summary>
internal sealed partial class ExportDesk(ListingDesk desk, ListingPictures pictures, ILogger<ExportDesk> log) : IDisposable
{
    private const int AtATime = 2, MostNamed = 5, LongestNamed = 40;

    private readonly SemaphoreSlim places = new(AtATime);

    /// <summary>A listing that may be handed out: what its text says is known, or the seller's word.</summary>
    /// <param name="texts">Which of its texts go along.</param>
    /// <exception cref="RefusedException">There is no such listing, or a text says more than that.</exception>
    public StoredListing Open(string id, Func<Listing, IEnumerable<Language>> texts)
    {
        var stored = desk.Do(id, (s, known) => s.Open(known));
        foreach (var language in texts(stored.Listing))
            if (FactCheck.Unsupported(stored.Listing, language) is { Count: > 0 } said) throw new RefusedException(Problem.Unsupported(Named(language, said)));
        return stored;
    }

    /// <summary>A listing with its pictures for pages.</summary>
    /// <inheritdoc cref="Open"/>
    public async Task<T> MakeAsync<T>(string id, Func<Listing, IEnumerable<Language>> texts, Func<StoredListing, IReadOnlyList<ExportPicture>, T> make, CancellationToken cancel)
    {
        await places.WaitAsync(cancel);
        try
        {
            var stored = Open(id, texts);
            return make(stored, await pictures.ForPagesAsync(stored.Id, stored.Listing, cancel));
        }
        catch (ExportException e)
        {
            Failed(log, e.Message);
            throw new RefusedException(Problem.NoExport);
        }
        finally
        {
            places.Release();
        }
    }

    private static string Named(Language language, IReadOnlyList<string> said)
    {
        var words = said.Distinct().Take(MostNamed).Select(w => $"'{(w.Length <= LongestNamed ? w : w[..LongestNamed] + "…")}'");
        return $"its {language} text says {string.Join(", ", words)}{(said.Distinct().Count() > MostNamed ? " and more" : "")}, which neither the facts nor the seller say: take it out, or write it into the notes to vouch for it";
    }

    public void Dispose() => places.Dispose();

    [LoggerMessage(1, LogLevel.Error, "{Message}")]
    private static partial void Failed(ILogger log, string message);
}
