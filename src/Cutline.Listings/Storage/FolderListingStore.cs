namespace Cutline.Listings.Storage;

/// <summary>
/// A folder with a folder for each listing, named for its id: <c>listing.json</c>, and <c>attachments/</c>. What is new is made beside and then renamed;
/// what is deleted is renamed and then removed; so a process that is killed leaves each listing as it was or as it is to be.
/// </summary>
public sealed class FolderListingStore : IListingStore
{
    private const string New = ".new-", Gone = ".gone-", Document = "listing.json", Files = "attachments";

    /// <summary>What is older than this and unfinished was left by a process that is dead.</summary>
    private static readonly TimeSpan Abandoned = TimeSpan.FromHours(1);

    private readonly string root;
    private readonly TimeProvider time;
    private readonly long mostBytes;

    /// <param name="root">The folder; made where there is none.</param>
    /// <param name="mostBytes">Of one attachment.</param>
    /// <exception cref="StoreException">The folder cannot be made.</exception>
    public FolderListingStore(string root, TimeProvider? time = null, long mostBytes = 64L << 20)
    {
        (this.root, this.time, this.mostBytes) = (Path.GetFullPath(root), time ?? TimeProvider.System, mostBytes);
        Try(() =>
        {
            Directory.CreateDirectory(this.root);
            foreach (var left in Directory.EnumerateDirectories(this.root, $"{New}*").Concat(Directory.EnumerateDirectories(this.root, $"{Gone}*")))
                if (IsAbandoned(left)) Directory.Delete(left, recursive: true);
            foreach (var left in Directory.EnumerateFiles(this.root, $"*{AtomicFile.Ending}", SearchOption.AllDirectories))
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
    public IReadOnlyList<ListingEntry> List() => Try(() => Directory.EnumerateDirectories(root)
        .Select(folder => ListingId.TryParse(Path.GetFileName(folder))).OfType<ListingId>().Select(Entry).OfType<ListingEntry>()
        .OrderByDescending(e => e.Stored?.Changed ?? DateTimeOffset.MinValue).ThenBy(e => e.Id.ToString(), StringComparer.Ordinal).ToArray());

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
    public void Attach(ListingId id, string name, Stream content) => Try(() =>
    {
        var path = AttachmentPath(id, name);
        AtomicFile.Write(path, stream =>
        {
            var buffer = new byte[1 << 16];
            long written = 0;
            for (int read; (read = content.Read(buffer)) > 0; stream.Write(buffer, 0, read))
                if ((written += read) > mostBytes) throw new StoreException(StoreFault.TooLarge, $"{name} has more than {mostBytes} bytes: attach a smaller file");
        });
        return true;
    });

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
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new StoreException(StoreFault.NotFound, $"there is no such listing or attachment ({e.Message}): list what there is", e);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new StoreException(StoreFault.Failed, $"the store cannot be used ({e.Message}): give it a folder with room that you may write to", e);
        }
    }

    private bool IsAbandoned(string path) => time.GetUtcNow() - Directory.GetLastWriteTimeUtc(path) > Abandoned;

    private StoredListing Made(Listing listing, Action<string> fill)
    {
        var now = time.GetUtcNow();
        var id = ListingId.New(now);
        var folder = Path.Combine(root, $"{New}{id}");
        Directory.CreateDirectory(Path.Combine(folder, Files));
        var file = new ListingFile(ListingFile.Current, now, now, listing);
        fill(folder);
        file.Write(Path.Combine(folder, Document));
        Directory.Move(folder, Path.Combine(root, id.ToString()));
        return Stored(id, file);
    }

    private ListingEntry? Entry(ListingId id)
    {
        try
        {
            return new(id, Open(id), null);
        }
        catch (StoreException e)
        {
            return Directory.Exists(Path.Combine(root, id.ToString())) ? new(id, null, e.Message) : null; // deleted meanwhile
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
