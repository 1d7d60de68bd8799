using Cutline.Listings.Export;
using Cutline.Listings.Storage;
using Cutline.Web.Problems;

namespace Cutline.Web.Listings;

/// <summary>Makes exports, a few at a time: each decodes all of a listing's pictures.</summary>
internal sealed partial class ExportDesk(ListingDesk desk, ListingPictures pictures, ILogger<ExportDesk> log) : IDisposable
{
    private const int AtATime = 2;

    private readonly SemaphoreSlim places = new(AtATime);

    /// <summary>A listing with its pictures for pages.</summary>
    /// <exception cref="RefusedException">There is no such listing, or it cannot be exported.</exception>
    public async Task<T> MakeAsync<T>(string id, Func<StoredListing, IReadOnlyList<ExportPicture>, T> make, CancellationToken cancel)
    {
        await places.WaitAsync(cancel);
        try
        {
            var stored = desk.Do(id, (s, known) => s.Open(known));
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

    public void Dispose() => places.Dispose();

    [LoggerMessage(1, LogLevel.Error, "{Message}")]
    private static partial void Failed(ILogger log, string message);
}
