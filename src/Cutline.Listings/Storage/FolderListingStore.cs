using Cutline.Imaging;

namespace Cutline.Listings.Storage;

/// <summary>
/// A folder with a folder for each listing, named for its id: <c>listing.json</c>, and <c>attachments/</c>. What is new is made beside and then renamed;
/// what is deleted is renamed and then removed; so a process that is killed leaves each listing as it was or as it is to be. Of several that write at once the last one holds.
/// </summary>
public sealed class FolderListingStore : IListingStore
{
    private const string New = ".new-", Gone = ".gone-", Document = "listing.json", Files = "attachments";

    /// <summary>What is older than this and unfinished was left by a process that is dead.</summary>
    private static readonly TimeSpan Abandoned = TimeSpan.FromHours(1);

    private readonly string root;
    private readonly TimeProvider time;
    private readonly StoreLimits limits;
    private readonly SeenEntries seen;

    /// <param name="root">The folder; made where there is none.</param>
    /// <exception cref="StoreException">The folder cannot be made.</exception>
    public FolderListingStore(string root, TimeProvider? time = null, StoreLimits? limits = null)
    {
        (this.root, this.time, this.limits) = (Path.GetFullPath(root), time ?? TimeProvider.System, (limits ?? new()).Validated());
        seen = new(this.time);
        Try(() =>
        {
            Directory.CreateDirectory(this.root);
            foreach (var left in Directory.EnumerateDirectories(this.root, $"{New}*").Concat(Directory.EnumerateDirectories(this.root, $"{Gone}*")))
                if (IsAbandoned(left)) Directory.Delete(left, recursive: true);
            foreach (var left in Directory.EnumerateFiles(this.root, $"*{AtomicFile.TemporaryEnding}", SearchOption.AllDirectories))
                if (IsAbandoned(left)) File.Delete(left);
            return true;
        });
    }

    /// <inheritdoc/>
    public StoredListing Create(Listing listing) => Try(() => Made(listing.Validated(), _ => { }));

    /// <inheritdoc/>
    public StoredListing Save(ListingId id, Listing listing) => Try(() =>
    {
        var now = time.GetUtcNow();
        var file = new ListingFile(ListingFile.Current, Existing(id) is { } old ? old.Created : now, now, listing.Validated());
        file.Write(Path.Combine(Folder(id), Document));
        return Stored(id, file);
    });

    /// <inheritdoc/>
    public StoredListing Open(ListingId id) => Try(() => Stored(id, ListingFile.Read(Path.Combine(Folder(id), Document))));

    /// <inheritdoc/>
    public IReadOnlyList<ListingEntry> List() => Try(() =>
    {
        var entries = Directory.EnumerateDirectories(root).Select(folder => ListingId.TryParse(Path.GetFileName(folder))).OfType<ListingId>().Select(Entry).OfType<ListingEntry>()
            .OrderByDescending(e => e.Changed ?? DateTimeOffset.MinValue).ThenBy(e => e.Id.ToString(), StringComparer.Ordinal).ToArray();
        seen.Keep([.. entries.Select(e => e.Id)]);
        return entries;
    });

    /// <inheritdoc/>
    public StoredListing Duplicate(ListingId id) => Try(() => Made(Open(id).Listing, to =>
    {
        foreach (var attachment in Attachments(id)) File.Copy(Path.Combine(Folder(id), Files, attachment.Name), Path.Combine(to, Files, attachment.Name));
    }));

    /// <inheritdoc/>
    public void Delete(ListingId id) => Try(() =>
    {
        var gone = Path.Combine(root, $"{Gone}{Guid.NewGuid():N}");
        Directory.Move(Folder(id), gone);
        Directory.Delete(gone, recursive: true);
        return true;
    });

    /// <inheritdoc/>
    public async Task AttachAsync(ListingId id, string name, Stream content, CancellationToken cancel = default)
    {
        try
        {
            var path = AttachmentPath(id, name);
            if (!File.Exists(path) && Attachments(id).Count >= limits.Attachments) throw new StoreException(StoreFault.Full, $"the listing has {limits.Attachments} files, as many as are kept: delete one first");
            await AtomicFile.WriteAsync(path, async file =>
            {
                var buffer = new byte[1 << 16];
                long written = 0;
                for (int read; (read = await content.ReadAsync(buffer, cancel).ConfigureAwait(false)) > 0; await file.WriteAsync(buffer.AsMemory(0, read), cancel).ConfigureAwait(false))
                    if ((written += read) > limits.AttachmentBytes) throw new StoreException(StoreFault.TooLarge, $"{name} has more than {limits.AttachmentBytes} bytes: attach a smaller file");
            }).ConfigureAwait(false);
        }
        catch (Exception e) when (Refused(e) is { } refused)
        {
            throw refused;
        }
    }

    /// <inheritdoc/>
    public Stream OpenAttachment(ListingId id, string name) => Try(() => File.OpenRead(AttachmentPath(id, name)));

    /// <inheritdoc/>
    public IReadOnlyList<Attachment> Attachments(ListingId id) => Try(() => new DirectoryInfo(Path.Combine(Folder(id), Files)).EnumerateFiles()
        .Where(f => AttachmentName.IsOne(f.Name)).OrderBy(f => f.Name, StringComparer.Ordinal).Select(f => new Attachment(f.Name, f.Length)).ToArray());

    /// <inheritdoc/>
    public void Detach(ListingId id, string name) => Try(() =>
    {
        var path = AttachmentPath(id, name);
        if (!File.Exists(path)) throw new StoreException(StoreFault.NotFound, $"listing {id} has no attachment {name}");
        File.Delete(path);
        return true;
    });

    private static StoredListing Stored(ListingId id, ListingFile file) => new(id, file.Created, file.Changed, file.Listing);

    private static T Try<T>(Func<T> work)
    {
        try
        {
            return work();
        }
        catch (Exception e) when (Refused(e) is { } refused)
        {
            throw refused;
        }
    }

    private static StoreException? Refused(Exception e) => e switch
    {
        FileNotFoundException or DirectoryNotFoundException => new(StoreFault.NotFound, $"there is no such listing or attachment ({e.Message}): list what there is", e),
        IOException when AtomicFile.IsDiskFull(e) => new(StoreFault.DiskFull, $"the disk is full: delete listings, or make room", e),
        IOException or UnauthorizedAccessException => new(StoreFault.Failed, $"the store cannot be used ({e.Message}): give it a folder with room that you may write to", e),
        _ => null,
    };

    private bool IsAbandoned(string path) => time.GetUtcNow() - Directory.GetLastWriteTimeUtc(path) > Abandoned;

    private StoredListing Made(Listing listing, Action<string> fill)
    {
        if (Directory.EnumerateDirectories(root).Count() >= limits.Listings) throw new StoreException(StoreFault.Full, $"{limits.Listings} listings are stored, as many as are kept: delete one first");
        var now = time.GetUtcNow();
        var id = ListingId.New(now);
        var folder = Path.Combine(root, $"{New}{id}");
        try
        {
            Directory.CreateDirectory(Path.Combine(folder, Files));
            var file = new ListingFile(ListingFile.Current, now, now, listing);
            fill(folder);
            file.Write(Path.Combine(folder, Document));
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

    /// <returns>Null where it was deleted meanwhile.</returns>
    private ListingEntry? Entry(ListingId id)
    {
        var entry = seen.Entry(id, new(Path.Combine(root, id.ToString(), Document)), () => Read(id));
        return entry.Damage is null || Directory.Exists(Path.Combine(root, id.ToString())) ? entry : null;
    }

    private ListingEntry Read(ListingId id)
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

    /// <summary>What is stored already; null where it is damaged, and is to be replaced.</summary>
    private ListingFile? Existing(ListingId id)
    {
        try
        {
            return ListingFile.Read(Path.Combine(Folder(id), Document));
        }
        catch (Exception e) when (e is StoreException { Fault: StoreFault.Damaged } or FileNotFoundException)
        {
            return null;
        }
    }

    private string Folder(ListingId id)
    {
        var folder = Path.Combine(root, id.ToString());
        return Directory.Exists(folder) ? folder : throw new StoreException(StoreFault.NotFound, $"there is no listing {id}: list what there is");
    }

    private string AttachmentPath(ListingId id, string name) => Path.Combine(Folder(id), Files, AttachmentName.Checked(name));
}
