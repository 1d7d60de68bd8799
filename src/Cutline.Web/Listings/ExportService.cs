using Cutline.Listings;
using Cutline.Listings.Checking;
using Cutline.Listings.Export;
using Cutline.Listings.Languages;
using Cutline.Listings.Storage;
using Cutline.Web.Problems;

namespace Cutline.Web.Listings;

/// <summary>Makes the exports of listings, a limited number at a time, since each decodes all pictures of a listing.</summary>
internal sealed partial class ExportService(ListingService listings, ListingPictures pictures, ILogger<ExportService> log) : IDisposable
{
    private const int MostAtATime = 2, MostQuoted = 5, LongestQuote = 40;

    private readonly SemaphoreSlim slots = new(MostAtATime);

    /// <summary>Opens a listing for export. Every claim of its texts must be supported by the facts or the seller's fields.</summary>
    /// <param name="id">The listing's id.</param>
    /// <param name="texts">The languages of the texts that are exported.</param>
    /// <exception cref="ProblemException">There is no such listing, or a text has unsupported claims.</exception>
    public StoredListing Open(string id, Func<Listing, IEnumerable<Language>> texts)
    {
        var stored = listings.Do(id, (s, known) => s.Open(known));
        foreach (var language in texts(stored.Listing))
            if (FactCheck.Unsupported(stored.Listing, language) is { Count: > 0 } said)
                throw new ProblemException(Problem.UnsupportedClaims(Quoted(language, said)));
        return stored;
    }

    /// <summary>Makes an export from a listing and its reduced pictures.</summary>
    /// <inheritdoc cref="Open"/>
    public async Task<T> MakeAsync<T>(
        string id, Func<Listing, IEnumerable<Language>> texts, Func<StoredListing, IReadOnlyList<ExportPicture>, T> make,
        CancellationToken cancel)
    {
        await slots.WaitAsync(cancel);
        try
        {
            var stored = Open(id, texts);
            return make(stored, await pictures.ForPagesAsync(stored.Id, stored.Listing, cancel));
        }
        catch (ExportException e)
        {
            Failed(log, e.Message);
            throw new ProblemException(Problem.ExportUnavailable);
        }
        finally
        {
            slots.Release();
        }
    }

    private static string Quoted(Language language, IReadOnlyList<string> said)
    {
        var words = said.Distinct().Take(MostQuoted).Select(w => $"'{(w.Length <= LongestQuote ? w : w[..LongestQuote] + "…")}'");
        return $"its {language} text says {string.Join(", ", words)}{(said.Distinct().Count() > MostQuoted ? " and more" : "")}, which "
            + $"is supported neither by the facts nor by the seller's fields: remove it, or add it to the notes to confirm it";
    }

    public void Dispose() => slots.Dispose();

    [LoggerMessage(1, LogLevel.Error, "{Message}")]
    private static partial void Failed(ILogger log, string message);
}
