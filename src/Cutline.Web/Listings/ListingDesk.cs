using Cutline.Listings;
using Cutline.Listings.Storage;
using Cutline.Web.Problems;

namespace Cutline.Web.Listings;

/// <summary>The store of listings, opened when it is first needed; what it refuses is told as a problem that names no path of this machine.</summary>
internal sealed partial class ListingDesk(ServeOptions options, ILogger<ListingDesk> log)
{
    private readonly Lazy<FolderListingStore> store = new(
        () => new(StoreFolder.Of(options.Store, "listings"), limits: options.Listings), LazyThreadSafetyMode.PublicationOnly); // a folder that could not be made is tried again

    /// <exception cref="RefusedException">Nothing is kept here, or the store refuses.</exception>
    public T Do<T>(Func<IListingStore, T> work) => DoAsync(s => Task.FromResult(work(s))).GetAwaiter().GetResult(); // no waiting in it

    /// <summary>The same of one listing.</summary>
    public T Do<T>(string id, Func<IListingStore, ListingId, T> work) => Do(s => work(s, ListingId.Parse(id)));

    /// <inheritdoc cref="Do{T}(Func{IListingStore, T})"/>
    public async Task<T> DoAsync<T>(Func<IListingStore, Task<T>> work)
    {
        if (!options.KeepsListings) throw new RefusedException(Problem.NotKept);
        try
        {
            return await work(store.Value);
        }
        catch (ListingException e)
        {
            throw new RefusedException(Problem.BadListing(e.Message));
        }
        catch (StoreException e)
        {
            if (e.Fault is StoreFault.Failed or StoreFault.DiskFull or StoreFault.Damaged) Refused(log, e.Message);
            throw new RefusedException(Told(e));
        }
    }

    private static Problem Told(StoreException e) => e.Fault switch
    {
        StoreFault.NotFound => Problem.NotFound("there is no such listing, or file of it: /api/listings lists what there is"),
        StoreFault.WrongName => Problem.NotFound(e.Message),
        StoreFault.Damaged => Problem.Damaged("the listing's file is damaged: restore it from a copy, save the listing anew, or delete it"),
        StoreFault.TooLarge => Problem.TooLarge(e.Message),
        StoreFault.Full => Problem.TooMany(e.Message),
        StoreFault.DiskFull => Problem.NoRoomForListing,
        _ => Problem.StoreFailed,
    };

    [LoggerMessage(1, LogLevel.Error, "{Message}")]
    private static partial void Refused(ILogger log, string message);
}
