using System.Runtime.ExceptionServices;
using Cutline.Imaging;

namespace Cutline.Listings.Storage;

/// <summary>
/// A store in a folder, with a subfolder for each listing, named by its id, that has <c>listing.json</c> and <c>attachments/</c>. New data
/// is written beside its place and renamed, and deleted data is renamed and then removed, so that a killed process leaves each listing
/// either old or new; what a call has done is on the disk when it returns. Of several concurrent writers the last one wins. Only the
/// current user can read the files.
/// </summary>
public sealed class FolderListingStore : IListingStore
{
    private const string NewPrefix = ".new-", DeletedPrefix = ".gone-", DocumentName = "listing.json", AttachmentsName = "attachments";

    private const int BufferSize = 1 << 16;

    /// <summary>Unfinished data that is older than this was left by a dead process.</summary>
    private static readonly TimeSpan AbandonedAge = TimeSpan.FromHours(1);

    private readonly string root;
    private readonly TimeProvider time;
    private readonly StoreLimits limits;
    private readonly EntryCache entries;

    /// <summary>Opens a store and removes what dead processes left unfinished.</summary>
    /// <param name="root">The folder; created where it does not exist.</param>
    /// <param name="time">The clock; the system's where null.</param>
    /// <param name="limits">The limits; the defaults where null.</param>
    /// <exception cref="StoreException">The folder cannot be created or read.</exception>
    /// <exception cref="ArgumentException">A limit is out of range.</exception>
    public FolderListingStore(string root, TimeProvider? time = null, StoreLimits? limits = null)
    {
        (this.root, this.time, this.limits) = (Path.GetFullPath(root), time ?? TimeProvider.System, (limits ?? new()).Validated());
        entries = new(this.time);
        Try(() =>
        {
            PrivateFolder.Create(this.root);
            PrivateFolder.Restrict(this.root); // what earlier versions wrote
            foreach (var prefix in (string[])[NewPrefix, DeletedPrefix])
                foreach (var folder in Directory.EnumerateDirectories(this.root, $"{prefix}*").Where(IsAbandoned))
                    Directory.Delete(folder, recursive: true);
            var unfinished = Directory.EnumerateFiles(this.root, $"*{AtomicFile.TemporaryEnding}", SearchOption.AllDirectories);
            foreach (var file in unfinished.Where(IsAbandoned)) File.Delete(file);
            return true;
        });
    }

    /// <inheritdoc/>
    public StoredListing Create(Listing listing) => Try(() => CreateFolder(listing.Validated(), _ => { }));

    /// <inheritdoc/>
    public StoredListing Save(ListingId id, Listing listing) => Try(() =>
    {
        var now = time.GetUtcNow();
        var created = TryRead(id) is { } old ? old.Created : now;
        var file = new ListingFile(ListingFile.CurrentVersion, created, now, listing.Validated());
        file.Write(Path.Combine(Folder(id), DocumentName));
        return Stored(id, file);
    });

    /// <inheritdoc/>
    public StoredListing Open(ListingId id) => Try(() => Stored(id, ListingFile.Read(Path.Combine(Folder(id), DocumentName))));

    /// <inheritdoc/>
    public IReadOnlyList<ListingEntry> List() => Try(() =>
    {
        CheckRoot();
        var ids = Directory.EnumerateDirectories(root).Select(folder => ListingId.TryParse(Path.GetFileName(folder))).OfType<ListingId>();
        var list = ids.Select(Entry).OfType<ListingEntry>()
            .OrderByDescending(e => e.Changed ?? DateTimeOffset.MinValue).ThenBy(e => e.Id.ToString(), StringComparer.Ordinal).ToArray();
        entries.RemoveExcept([.. list.Select(e => e.Id)]);
        return list;
    });

    /// <inheritdoc/>
    public StoredListing Duplicate(ListingId id) => Try(() => CreateFolder(Open(id).Listing, to => FilesOf(id).CopyTo(Files(to))));

    /// <inheritdoc/>
    public void Delete(ListingId id) => Try(() =>
    {
        var deleted = Path.Combine(root, $"{DeletedPrefix}{Guid.NewGuid():N}");
        Directory.Move(Folder(id), deleted);
        AtomicFile.SyncFolder(root);
        Directory.Delete(deleted, recursive: true);
        return true;
    });

    /// <inheritdoc/>
    public async Task AttachAsync(ListingId id, string name, Stream content, CancellationToken cancel = default)
    {
        try
        {
            var files = FilesOf(id, name);
            if (!File.Exists(files.Find(name)) && files.All().Count >= limits.Attachments)
                throw Full($"the listing has {limits.Attachments} files, the most that are allowed");
            await files.WriteAsync(name, file => CopyAsync(name, content, file, cancel), cancel).ConfigureAwait(false);
        }
        catch (ContentException e)
        {
            ExceptionDispatchInfo.Throw(e.InnerException!);
        }
        catch (Exception e) when (Translated(e) is { } error)
        {
            throw error;
        }
    }

    /// <inheritdoc/>
    public Stream OpenAttachment(ListingId id, string name) => Try(() => File.OpenRead(FilesOf(id, name).Find(name)));

    /// <inheritdoc/>
    public IReadOnlyList<Attachment> Attachments(ListingId id) => Try(() => FilesOf(id).All());

    /// <inheritdoc/>
    public void Detach(ListingId id, string name) => Try(() =>
    {
        var files = FilesOf(id, name);
        if (!File.Exists(files.Find(name))) throw new StoreException(StoreFault.NotFound, $"listing {id} has no attachment {name}");
        files.Delete(name);
        return true;
    });

    private static StoredListing Stored(ListingId id, ListingFile file) => new(id, file.Created, file.Changed, file.Listing);

    private static T Try<T>(Func<T> work)
    {
        try
        {
            return work();
        }
        catch (Exception e) when (Translated(e) is { } error)
        {
            throw error;
        }
    }

    /// <returns>The store's error for an exception of the file system; null for other exceptions.</returns>
    private static StoreException? Translated(Exception e) => e switch
    {
        FileNotFoundException or DirectoryNotFoundException =>
            new(StoreFault.NotFound, $"there is no such listing or attachment ({e.Message}): list what there is", e),
        IOException when AtomicFile.IsDiskFull(e) =>
            new(StoreFault.DiskFull, $"the disk is full ({e.Message}): delete listings, or free space", e),
        IOException or UnauthorizedAccessException =>
            new(StoreFault.Failed, $"the store cannot be used ({e.Message}): give it a writable folder with free space", e),
        _ => null,
    };

    private static StoreException Full(string reason) => new(StoreFault.Full, $"{reason}: delete one first");

    private async Task CopyAsync(string name, Stream content, Stream file, CancellationToken cancel)
    {
        var buffer = new byte[BufferSize];
        long written = 0;
        for (int read; (read = await ReadAsync().ConfigureAwait(false)) > 0;)
        {
            if ((written += read) > limits.AttachmentBytes)
            {
                var message = $"{name} has more than {limits.AttachmentBytes} bytes: attach a smaller file";
                throw new StoreException(StoreFault.TooLarge, message);
            }

            await file.WriteAsync(buffer.AsMemory(0, read), cancel).ConfigureAwait(false);
        }

        async ValueTask<int> ReadAsync()
        {
            try
            {
                return await content.ReadAsync(buffer, cancel).ConfigureAwait(false);
            }
            catch (IOException e) when (!AtomicFile.IsDiskFull(e))
            {
                throw new ContentException(e);
            }
        }
    }

    /// <summary>The content could not be read: that is its sender's failure, not the store's.</summary>
    private sealed class ContentException(IOException inner) : Exception(inner.Message, inner);

    private bool IsAbandoned(string path) => time.GetUtcNow() - Directory.GetLastWriteTimeUtc(path) > AbandonedAge;

    private StoredListing CreateFolder(Listing listing, Action<string> fill)
    {
        CheckRoot();
        if (Directory.EnumerateDirectories(root).Count() >= limits.Listings)
            throw Full($"{limits.Listings} listings are stored, the most that are allowed");
        var now = time.GetUtcNow();
        var id = ListingId.New(now);
        var folder = Path.Combine(root, $"{NewPrefix}{id}");
        try
        {
            PrivateFolder.Create(Path.Combine(folder, AttachmentsName));
            var file = new ListingFile(ListingFile.CurrentVersion, now, now, listing);
            fill(folder);
            file.Write(Path.Combine(folder, DocumentName));
            Directory.Move(folder, Path.Combine(root, id.ToString()));
            AtomicFile.SyncFolder(root);
            return Stored(id, file);
        }
        catch
        {
            if (Directory.Exists(folder)) Directory.Delete(folder, recursive: true);
            throw;
        }
    }

    /// <returns>Null where the listing was deleted meanwhile.</returns>
    private ListingEntry? Entry(ListingId id)
    {
        var entry = entries.GetOrRead(id, new(Path.Combine(root, id.ToString(), DocumentName)), () => ReadEntry(id));
        return entry.Damage is null || Directory.Exists(Path.Combine(root, id.ToString())) ? entry : null;
    }

    private ListingEntry ReadEntry(ListingId id)
    {
        try
        {
            return ListingEntry.Of(Open(id));
        }
        catch (StoreException e)
        {
            return new(id, null, null, null, null, e.Message);
        }
    }

    /// <returns>The stored file; null where it is missing or damaged, so that a new one replaces it.</returns>
    private ListingFile? TryRead(ListingId id)
    {
        try
        {
            return ListingFile.Read(Path.Combine(Folder(id), DocumentName));
        }
        catch (Exception e) when (e is StoreException { Fault: StoreFault.Damaged } or FileNotFoundException)
        {
            return null;
        }
    }

    private string Folder(ListingId id)
    {
        var folder = Path.Combine(root, id.ToString());
        if (Directory.Exists(folder)) return folder;
        CheckRoot();
        throw new StoreException(StoreFault.NotFound, $"there is no listing {id}: list what there is");
    }

    private void CheckRoot()
    {
        if (!Directory.Exists(root))
            throw new StoreException(StoreFault.Failed, $"the store's folder {root} is not there any more: put it back");
    }

    private AttachmentFolder FilesOf(ListingId id) => Files(Folder(id));

    private AttachmentFolder FilesOf(ListingId id, string name) => AttachmentName.IsValid(name)
        ? FilesOf(id)
        : throw new StoreException(StoreFault.InvalidName, $"'{name}' is not a valid name for an attachment: {AttachmentName.Rule}");

    private static AttachmentFolder Files(string listing) => new(Path.Combine(listing, AttachmentsName));
}
