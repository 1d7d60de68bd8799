using System.Text;
using System.Text.Json;
using Cutline.Listings.Storage;

namespace Cutline.Listings.Tests.Storage;

public sealed class FolderListingStoreTests : IDisposable
{
    private readonly TemporaryFolder folder = new();
    private readonly FolderListingStore store;

    public FolderListingStoreTests() => store = new(folder.At("store"), mostBytes: 1000);

    [Fact]
    public void What_is_saved_is_opened_as_it_was()
    {
        var listing = Listings.Linnet() with { Text = "Ein schöner Wagen.\n\"Blau\"" };
        var made = store.Create(listing);

        var opened = new FolderListingStore(folder.At("store")).Open(made.Id);

        Assert.Equal(JsonSerializer.Serialize(listing), JsonSerializer.Serialize(opened.Listing));
        Assert.Equal((made.Created, made.Changed), (opened.Created, opened.Changed));
        var saved = store.Save(made.Id, listing with { Text = "New" });
        Assert.Equal("New", store.Open(made.Id).Listing.Text);
        Assert.Equal(made.Created, saved.Created);
        Assert.True(saved.Changed >= made.Changed);
    }

    [Fact]
    public void Listed_by_last_change_duplicated_and_deleted()
    {
        var (a, b) = (store.Create(Listings.Linnet()).Id, store.Create(Listings.Teal()).Id);
        store.Attach(a, "photo.jpg", new MemoryStream([1, 2, 3]));
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
        Faults(StoreFault.NotFound, () => store.Attach(a, "x", new MemoryStream()));
        Faults(StoreFault.NotFound, () => store.Attachments(a));
    }

    [Theory]
    [InlineData("")]
    [InlineData("../../../../etc/passwd")]
    [InlineData("0123456789abcdef0123456789ABCDEF")]
    [InlineData("0123456789abcdef0123456789abcdef/")]
    [InlineData("0123456789abcdef0123456789abcdef\n")]
    [InlineData("..0123456789abcdef0123456789abcde")]
    public void An_id_is_one_of_the_stores_making(string id) => Faults(StoreFault.WrongName, () => ListingId.Parse(id));

    [Theory]
    [InlineData("../listing.json")]
    [InlineData("a/b")]
    [InlineData("a\\b")]
    [InlineData(".hidden")]
    [InlineData("Photo.jpg")]
    [InlineData("a.tmp")]
    [InlineData("a\n")]
    [InlineData("")]
    public void A_name_is_no_path(string name)
    {
        var id = store.Create(Listings.Linnet()).Id;
        Faults(StoreFault.WrongName, () => store.Attach(id, name, new MemoryStream()));
        Faults(StoreFault.WrongName, () => store.OpenAttachment(id, name));
        Faults(StoreFault.WrongName, () => store.Detach(id, name));
    }

    [Fact]
    public void An_attachment_that_is_too_large_or_breaks_off_leaves_the_one_before()
    {
        var id = store.Create(Listings.Linnet()).Id;
        store.Attach(id, "mask.png", new MemoryStream([7]));

        Faults(StoreFault.TooLarge, () => store.Attach(id, "mask.png", new MemoryStream(new byte[1001])));
        Faults(StoreFault.Failed, () => store.Attach(id, "mask.png", new Breaking()));

        Assert.Equal([new Attachment("mask.png", 1)], store.Attachments(id));
        Assert.Single(Directory.EnumerateFiles(folder.At("store", id.ToString(), "attachments")));
    }

    [Theory]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("{\"version\":1")]
    [InlineData("{\"version\":9,\"created\":\"2024-01-01T00:00:00Z\",\"changed\":\"2024-01-01T00:00:00Z\",\"listing\":{\"car\":{\"make\":\"a\",\"model\":\"b\"}}}")]
    [InlineData("{\"version\":1,\"created\":\"2024-01-01T00:00:00Z\",\"changed\":\"2024-01-01T00:00:00Z\",\"listing\":{\"car\":null}}")]
    [InlineData("{\"version\":1,\"created\":\"2024-01-01T00:00:00Z\",\"changed\":\"2024-01-01T00:00:00Z\",\"listing\":{\"car\":{\"make\":\"\",\"model\":\"b\"}}}")]
    public void A_damaged_listing_is_listed_as_such_and_the_others_stay(string json)
    {
        var (good, bad) = (store.Create(Listings.Linnet()).Id, store.Create(Listings.Linnet()).Id);
        File.WriteAllText(folder.At("store", bad.ToString(), "listing.json"), json);

        var entries = store.List();

        Assert.Equal([good, bad], entries.Select(e => e.Id));
        Assert.NotNull(entries[0].Stored);
        Assert.Contains("is damaged", entries[1].Damage, StringComparison.Ordinal);
        Faults(StoreFault.Damaged, () => store.Open(bad));
        Faults(StoreFault.Damaged, () => store.Duplicate(bad));
        store.Save(bad, Listings.Teal());
        Assert.Equal("Teal EV", store.Open(bad).Listing.Car.Model);
        store.Delete(bad);
    }

    [Fact]
    public void What_others_put_there_is_no_listing()
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
    public void A_listing_that_is_none_is_not_stored()
    {
        Assert.Throws<ListingException>(() => store.Create(new() { Car = new(null, "", "") }));
        Assert.Empty(Directory.EnumerateFileSystemEntries(folder.At("store")));
    }

    [Fact]
    public void A_folder_that_cannot_be_is_named()
    {
        File.WriteAllText(folder.At("file"), "");
        Faults(StoreFault.Failed, () => new FolderListingStore(folder.At("file")));
    }

    public void Dispose() => folder.Dispose();

    private static void Faults(StoreFault fault, Func<object?> work) => Assert.Equal(fault, Assert.Throws<StoreException>(work).Fault);

    private static void Faults(StoreFault fault, Action work) => Assert.Equal(fault, Assert.Throws<StoreException>(work).Fault);

    private sealed class Breaking : MemoryStream
    {
        private bool begun;

        public override int Read(byte[] buffer, int offset, int count)
        {
            if (begun) throw new IOException("gone");
            begun = true;
            return Encoding.ASCII.GetBytes("half", buffer.AsSpan(offset));
        }
    }
}
