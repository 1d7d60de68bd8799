using Cutline.Listings;
using Cutline.Listings.Storage;
using Cutline.Web.Configuration;
using Cutline.Web.Problems;
using Cutline.Web.Storage;

namespace Cutline.Web.Listings;

/// <summary>
/// Access to the store of listings, which is opened at its first use. Its errors become problems that contain no paths of this machine.
/// </summary>
internal sealed partial class ListingService(ServeOptions options, StoreHealth health, ILogger<ListingService> log)
{
    private readonly Lazy<FolderListingStore> store = new(
        // a folder that could not be created is tried again
        () => new(StoreFolder.Of(options.Store, "listings"), limits: options.Listings), LazyThreadSafetyMode.PublicationOnly);

    /// <summary>Runs an operation on the store.</summary>
    /// <exception cref="ProblemException">Storage is disabled, or the operation fails.</exception>
    // it completes synchronously
    public T Do<T>(Func<IListingStore, T> work) => DoAsync(s => Task.FromResult(work(s))).GetAwaiter().GetResult();

    /// <summary>Runs an operation on one listing.</summary>
    /// <inheritdoc cref="Do{T}(Func{IListingStore, T})"/>
    public T Do<T>(string id, Func<IListingStore, ListingId, T> work) => Do(s => work(s, ListingId.Parse(id)));

    /// <inheritdoc cref="Do{T}(Func{IListingStore, T})"/>
    public async Task<T> DoAsync<T>(Func<IListingStore, Task<T>> work)
    {
        if (!options.StoresListings) throw new ProblemException(Problem.StorageDisabled);
        if (health.Missing is { } gone) throw new ProblemException(Problem.StoreUnusable(gone));
        try
        {
            return await work(store.Value);
        }
        catch (ListingException e)
        {
            throw new ProblemException(Problem.BadListing(e.Message));
        }
        catch (StoreException e)
        {
            if (e.Fault is StoreFault.Failed or StoreFault.DiskFull or StoreFault.Damaged) Failed(log, e.Message);
            throw new ProblemException(
                e.Fault == StoreFault.Failed ? Problem.StoreUnusable(health.CauseOf(e.InnerException ?? e)) : AsProblem(e));
        }
    }

    private static Problem AsProblem(StoreException e) => e.Fault switch
    {
        StoreFault.NotFound => Problem.NotFound("there is no such listing, or no such file of it: /api/listings lists the stored ones"),
        StoreFault.InvalidName => Problem.NotFound(e.Message),
        StoreFault.Damaged =>
            Problem.Damaged("the listing's file is damaged: restore it from a backup, save the listing again, or delete it"),
        StoreFault.TooLarge => Problem.TooLarge(e.Message),
        StoreFault.Full => Problem.StorageLimitReached(e.Message),
        StoreFault.DiskFull => Problem.DiskFullForListing,
        _ => Problem.InternalError,
    };

    [LoggerMessage(1, LogLevel.Error, "{Message}")]
    private static partial void Failed(ILogger log, string message);
}
