using System.Text;
using System.Text.Json;
using Cutline.Listings.Facts;
using Cutline.Listings.Languages;
using Cutline.Listings.Storage;

namespace Cutline.Listings.Tests.Storage;

public sealed class FolderListingStoreTests : IDisposable
{
    private static readonly Listing Whole = Listings.Linnet() with
    {
        Vin = "WAUZZZ8K9", SceneOptions = new Dictionary<string, string> { ["background"] = "studio" },
        Texts = new Dictionary<Language, string>
        {
            [Language.English] = "A fine car.\n\"Blue\"", [Language.German] = "Ein schöner Wagen 🚗",
        },
        Photos =
        [
            new("Mein Foto.JPG", "photo-1.jpg", "retouch-1.png", "finished-1.jpg")
            {
                Options = new Dictionary<string, string> { ["straighten"] = "2" },
            },
            new("b.jpg", "photo-2.jpg"),
        ],
    };

    private readonly TemporaryFolder folder = new();
    private readonly FolderListingStore store;

    public FolderListingStoreTests() =>
        store = new(folder.At("store"), limits: new() { Listings = 5, Attachments = 2, AttachmentBytes = 1000 });

    [Fact]
    public void A_saved_listing_is_opened_unchanged()
    {
        var listing = Whole;
        var made = store.Create(listing);

        var opened = new FolderListingStore(folder.At("store")).Open(made.Id);

        Assert.Equal(JsonSerializer.Serialize(listing, ListingJson.Options), JsonSerializer.Serialize(opened.Listing, ListingJson.Options));
        Assert.Equal((made.Created, made.Changed), (opened.Created, opened.Changed));
        Assert.Null(store.Open(store.Create(new() { Car = new(null, "Ostara", "Linnet") }).Id).Listing.Car.Year);
        var saved = store.Save(made.Id, listing.Saying("New"));
        Assert.Equal("New", store.Open(made.Id).Listing.Text);
        Assert.Equal(made.Created, saved.Created);
        Assert.True(saved.Changed >= made.Changed);
    }

    [Fact]
    public async Task What_is_stored_is_the_users_alone_copies_and_what_was_written_before_too()
    {
        if (OperatingSystem.IsWindows()) return;
        var id = store.Create(Listings.Linnet()).Id;
        await store.AttachAsync(id, "photo.jpg", new MemoryStream([1, 2, 3]));
        store.Duplicate(id);
        Assert.Empty(Open());

        foreach (var entry in All()) entry.UnixFileMode |= UnixFileMode.GroupRead | UnixFileMode.OtherRead;
        Assert.NotEmpty(Open());
        _ = new FolderListingStore(folder.At("store"));
        Assert.Empty(Open());

        FileSystemInfo[] All() => new DirectoryInfo(folder.At("store")).GetFileSystemInfos("*", SearchOption.AllDirectories);

        string[] Open() => OperatingSystem.IsWindows() ? []
            : [.. All().Where(entry => ((int)entry.UnixFileMode & 0x3F) != 0).Select(entry => entry.FullName)];
    }

    [Fact]
    public async Task Names_on_disk_are_the_stores_and_files_that_clients_named_are_read_until_they_are_replaced()
    {
        var id = store.Create(Listings.Linnet()).Id;
        var files = folder.At("store", id.ToString(), "attachments");
        File.WriteAllBytes(Path.Combine(files, "miller-front-door.jpg"), [1]);
        Assert.Equal([new Attachment("miller-front-door.jpg", 1)], store.Attachments(id));
        using (var earlier = store.OpenAttachment(id, "miller-front-door.jpg")) Assert.Equal(1, earlier.ReadByte());

        var copy = store.Duplicate(id).Id;
        await store.AttachAsync(id, "miller-front-door.jpg", new MemoryStream([2, 2]));

        foreach (var of in (string[])[files, folder.At("store", copy.ToString(), "attachments")])
            Assert.All(Directory.GetFiles(of), file => Assert.Matches("^[0-9A-F]{32}[.](file|name)$", Path.GetFileName(file)));
        Assert.Equal([new Attachment("miller-front-door.jpg", 2)], store.Attachments(id));
        Assert.Equal([new Attachment("miller-front-door.jpg", 1)], store.Attachments(copy));
        store.Detach(id, "miller-front-door.jpg");
        Assert.Empty(Directory.GetFiles(files));
    }

    [Fact]
    public void A_store_that_is_moved_away_is_no_empty_one()
    {
        var id = store.Create(Listings.Linnet()).Id;
        Directory.Move(folder.At("store"), folder.At("away"));
        Action[] uses = [() => store.List(), () => store.Open(id), () => store.Create(Listings.Linnet()), () => store.Attachments(id)];
        foreach (var use in uses)
        {
            var e = Assert.Throws<StoreException>(use);
            Assert.Equal(StoreFault.Failed, e.Fault);
            Assert.EndsWith("is not there any more: put it back", e.Message, StringComparison.Ordinal);
        }

        Assert.False(Directory.Exists(folder.At("store")));
    }

    [Fact]
    public async Task Listings_are_listed_duplicated_and_deleted()
    {
        var (a, b) = (store.Create(Listings.Linnet()).Id, store.Create(Listings.Teal()).Id);
        await store.AttachAsync(a, "photo.jpg", new MemoryStream([1, 2, 3]));
        store.Save(a, Listings.Linnet());
        Assert.Equal([a, b], store.List().Select(e => e.Id));

        var copy = store.Duplicate(a).Id;
        Assert.Equal([new Attachment("photo.jpg", 3)], store.Attachments(copy));
        store.Detach(a, "photo.jpg");
        Assert.Empty(store.Attachments(a));
        using (var stream = store.OpenAttachment(copy, "photo.jpg")) Assert.Equal(1, stream.ReadByte());

        store.Delete(a);
        Assert.Equal(new[] { copy, b }.ToHashSet(), store.List().Select(e => e.Id).ToHashSet());
        Faults(StoreFault.NotFound, () => store.Open(a));
        Faults(StoreFault.NotFound, () => store.Save(a, Listings.Linnet()));
        Faults(StoreFault.NotFound, () => store.Delete(a));
        await FaultsAsync(StoreFault.NotFound, () => store.AttachAsync(a, "x", new MemoryStream()));
        Faults(StoreFault.NotFound, () => store.Attachments(a));
    }

    [Theory]
    [InlineData("")]
    [InlineData("../../../../etc/passwd")]
    [InlineData("0123456789abcdef0123456789ABCDEF")]
    [InlineData("0123456789abcdef0123456789abcdef/")]
    [InlineData("0123456789abcdef0123456789abcdef\n")]
    [InlineData("..0123456789abcdef0123456789abcde")]
    public void Only_generated_ids_are_valid(string id) => Faults(StoreFault.InvalidName, () => ListingId.Parse(id));

    [Theory]
    [InlineData("../listing.json")]
    [InlineData("a/b")]
    [InlineData("a\\b")]
    [InlineData(".hidden")]
    [InlineData("Photo.jpg")]
    [InlineData("a.tmp")]
    [InlineData("a\n")]
    [InlineData("")]
    public async Task A_path_is_not_a_valid_name(string name)
    {
        var id = store.Create(Listings.Linnet()).Id;
        await FaultsAsync(StoreFault.InvalidName, () => store.AttachAsync(id, name, new MemoryStream()));
        Faults(StoreFault.InvalidName, () => store.OpenAttachment(id, name));
        Faults(StoreFault.InvalidName, () => store.Detach(id, name));
    }

    [Fact]
    public async Task A_failed_attachment_leaves_the_previous_one()
    {
        var id = store.Create(Listings.Linnet()).Id;
        await store.AttachAsync(id, "mask.png", new MemoryStream([7]));

        await FaultsAsync(StoreFault.TooLarge, () => store.AttachAsync(id, "mask.png", new MemoryStream(new byte[1001])));
        var gone = await Assert.ThrowsAsync<IOException>(
            () => store.AttachAsync(id, "mask.png", new Breaking(() => throw new IOException("gone"))));
        Assert.Equal("gone", gone.Message); // its sender's failure, not the store's

        Assert.Equal([new Attachment("mask.png", 1)], store.Attachments(id));
        Assert.Equal(2, Directory.EnumerateFiles(folder.At("store", id.ToString(), "attachments")).Count()); // with its name
    }

    [Fact]
    public async Task A_full_disk_is_reported_and_nothing_is_lost()
    {
        var id = store.Create(Listings.Linnet()).Id;
        await store.AttachAsync(id, "mask.png", new MemoryStream([7]));

        await FaultsAsync(StoreFault.DiskFull, () => store.AttachAsync(id, "mask.png", new Breaking(() =>
        {
            // Linux reports a full disk for every write to this device.
            using var full = new FileStream("/dev/full", FileMode.Open, FileAccess.Write, FileShare.ReadWrite, bufferSize: 0);
            full.Write([1]);
        })));

        Assert.Equal([new Attachment("mask.png", 1)], store.Attachments(id));
    }

    [Fact]
    public async Task The_limits_of_a_store_hold()
    {
        var ids = Enumerable.Range(0, 5).Select(_ => store.Create(Listings.Linnet()).Id).ToArray();
        Faults(StoreFault.Full, () => store.Create(Listings.Linnet()));
        Faults(StoreFault.Full, () => store.Duplicate(ids[0]));
        store.Save(ids[0], Listings.Teal());
        store.Delete(ids[1]);
        store.Duplicate(ids[0]);
        Assert.Equal(5, store.List().Count);
        Assert.Equal(5, Directory.EnumerateFileSystemEntries(folder.At("store")).Count());

        await store.AttachAsync(ids[0], "a.png", new MemoryStream([1]));
        await store.AttachAsync(ids[0], "b.png", new MemoryStream([1]));
        await FaultsAsync(StoreFault.Full, () => store.AttachAsync(ids[0], "c.png", new MemoryStream([1])));
        await store.AttachAsync(ids[0], "b.png", new MemoryStream([1, 2]));
        Assert.Equal([1, 2], store.Attachments(ids[0]).Select(a => a.Bytes));
    }

    [Fact]
    public void A_file_of_version_1_is_migrated()
    {
        var id = store.Create(Listings.Teal()).Id;
        File.WriteAllText(folder.At("store", id.ToString(), "listing.json"), """
            {
              "version": 1, "created": "2026-01-02T03:04:05+00:00", "changed": "2026-02-03T04:05:06+00:00",
              "listing": {
                "car": { "year": 2019, "make": "Ostara", "model": "Linnet" },
                "facts": [{ "kind": "displacement", "value": "2.0", "source": { "file": "cars.csv", "date": "2024-05-06", "row": 13 } }],
                "seller": { "mileage": { "value": 84500, "unit": "kilometres" }, "price": { "amount": 15900, "currency": "EUR" } },
                "tone": "friendly", "length": "long", "language": "german", "text": "Ein Auto."
              }
            }
            """);

        var opened = store.Open(id);

        Assert.Equal((new CarName(2019, "Ostara", "Linnet"), Language.German, "Ein Auto.", Tone.Friendly),
            (opened.Listing.Car, opened.Listing.Language, opened.Listing.Text, opened.Listing.Tone));
        Assert.Equal(new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.Zero), opened.Created);
        Assert.Equal(2.0, opened.Listing.Fact(FactKind.Displacement)!.Number);
        Assert.Equal((84500, 15900m), (opened.Listing.Seller.Mileage!.Value, opened.Listing.Seller.Price!.Amount));
        store.Save(id, opened.Listing);
        Assert.Equal("Ein Auto.", store.Open(id).Listing.Texts[Language.German]);
        Assert.Contains("\"de\": \"Ein Auto.\"", File.ReadAllText(folder.At("store", id.ToString(), "listing.json")),
            StringComparison.Ordinal);
    }

    /// <summary>Several threads save and read one listing at once: what is read is always completely one of theirs.</summary>
    [Fact]
    public void The_last_of_several_writers_wins_completely()
    {
        var id = store.Create(Numbered(0)).Id;
        Parallel.For(0, 4, writer =>
        {
            for (var i = 0; i < 50; i++)
            {
                if (writer == 0) _ = store.List();
                else store.Save(id, Numbered(writer));
                var seller = store.Open(id).Listing.Seller;
                Assert.Equal(string.Join(' ', Enumerable.Repeat(seller.Colour, 300)), seller.Notes);
            }
        });

        store.Save(id, Numbered(9));
        Assert.Equal("9", store.Open(id).Listing.Seller.Colour);
        Assert.Equal(["attachments", "listing.json"],
            Directory.EnumerateFileSystemEntries(folder.At("store", id.ToString())).Select(Path.GetFileName).Order(StringComparer.Ordinal));

        static Listing Numbered(int number)
        {
            var notes = string.Join(' ', Enumerable.Repeat($"{number}", 300));
            return Listings.Linnet() with { Seller = new() { Colour = $"{number}", Notes = notes } };
        }
    }

    [Fact]
    public void A_changed_listing_changes_its_entry()
    {
        var id = store.Create(Whole).Id;
        var file = folder.At("store", id.ToString(), "listing.json");
        File.SetLastWriteTimeUtc(file, DateTime.UtcNow.AddMinutes(-1));
        Assert.Equal(("2019 Ostara Linnet RS4", "finished-1.jpg"), (store.List()[0].Title, store.List()[0].Photo));

        store.Save(id, Listings.Teal());
        Assert.Equal(("2021 Ostara Teal EV", null), (store.List()[0].Title, store.List()[0].Photo));
        store.Delete(id);
        Assert.Empty(store.List());
    }

    [Theory]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("{\"version\":\"2\"}")]
    [InlineData("{\"version\":2}")]
    [InlineData("{\"version\":1,{dates},\"listing\":{\"car\":{\"make\":\"a\",\"model\":\"b\"},\"language\":\"latin\"}}")]
    [InlineData("{\"version\":2,\"version\":2,{dates},\"listing\":{\"car\":{\"make\":\"a\",\"model\":\"b\"}}}")]
    [InlineData("{\"version\":1")]
    [InlineData("{\"version\":9,{dates},\"listing\":{\"car\":{\"make\":\"a\",\"model\":\"b\"}}}")]
    [InlineData("{\"version\":1,{dates},\"listing\":{\"car\":null}}")]
    [InlineData("{\"version\":1,{dates},\"listing\":{\"car\":{\"make\":\"\",\"model\":\"b\"}}}")]
    public void A_damaged_listing_does_not_affect_the_others(string json)
    {
        var (good, bad) = (store.Create(Listings.Linnet()).Id, store.Create(Listings.Linnet()).Id);
        const string Dates = "\"created\":\"2024-01-01T00:00:00Z\",\"changed\":\"2024-01-01T00:00:00Z\"";
        File.WriteAllText(folder.At("store", bad.ToString(), "listing.json"), json.Replace("{dates}", Dates, StringComparison.Ordinal));

        var entries = store.List();

        Assert.Equal([good, bad], entries.Select(e => e.Id));
        Assert.Equal(("2019 Ostara Linnet RS4", null), (entries[0].Title, entries[0].Damage));
        Assert.Contains("is damaged", entries[1].Damage, StringComparison.Ordinal);
        Faults(StoreFault.Damaged, () => store.Open(bad));
        Faults(StoreFault.Damaged, () => store.Duplicate(bad));
        store.Save(bad, Listings.Teal());
        Assert.Equal("Teal EV", store.Open(bad).Listing.Car.Model);
        store.Delete(bad);
    }

    [Fact]
    public void Foreign_files_are_ignored()
    {
        Directory.CreateDirectory(folder.At("store", "photos"));
        File.WriteAllText(folder.At("store", "notes.txt"), "");
        var left = Directory.CreateDirectory(folder.At("store", $".new-{ListingId.New(DateTimeOffset.UtcNow)}"));
        Assert.Empty(store.List());

        left.LastWriteTimeUtc = DateTime.UtcNow.AddHours(-2);
        Assert.Empty(new FolderListingStore(folder.At("store")).List());
        Assert.False(left.Exists && Directory.Exists(left.FullName));
        Assert.True(Directory.Exists(folder.At("store", "photos")));
    }

    [Fact]
    public void An_invalid_listing_is_not_stored()
    {
        Assert.Throws<ListingException>(() => store.Create(new() { Car = new(null, "", "") }));
        Assert.Empty(Directory.EnumerateFileSystemEntries(folder.At("store")));
    }

    [Fact]
    public void A_folder_that_cannot_be_created_is_named()
    {
        File.WriteAllText(folder.At("file"), "");
        Faults(StoreFault.Failed, () => new FolderListingStore(folder.At("file")));
    }

    public void Dispose() => folder.Dispose();

    private static async Task FaultsAsync(StoreFault fault, Func<Task> work) =>
        Assert.Equal(fault, (await Assert.ThrowsAsync<StoreException>(work)).Fault);

    private static void Faults(StoreFault fault, Func<object?> work) => Assert.Equal(fault, Assert.Throws<StoreException>(work).Fault);

    private static void Faults(StoreFault fault, Action work) => Assert.Equal(fault, Assert.Throws<StoreException>(work).Fault);

    private sealed class Breaking(Action breaks) : MemoryStream
    {
        private bool begun;

        public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            await Task.Yield();
            if (begun) breaks();
            begun = true;
            return Encoding.ASCII.GetBytes("half", buffer.Span);
        }
    }
}
