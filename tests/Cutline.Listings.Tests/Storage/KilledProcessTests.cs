using System.Diagnostics;
using System.Globalization;
using Cutline.Listings.Storage;

namespace Cutline.Listings.Tests.Storage;

public sealed class KilledProcessTests
{
    private const int Rounds = 24;

    /// <summary>kill -9 at any moment loses no completed change and leaves no partial one.</summary>
    [Fact]
    public void A_killed_process_loses_nothing()
    {
        using var folder = new TemporaryFolder();
        var random = new Random(5);
        var said = 0;
        for (var round = 0; round < Rounds; round++)
        {
            said = Math.Max(said, Killed(folder.Path, TimeSpan.FromMilliseconds(random.Next(40))));

            var store = new FolderListingStore(folder.Path);
            var entries = store.List();
            Assert.All(entries, e => Assert.Null(e.Damage));
            Assert.InRange(entries.Count, 1, round + 2); // a copy may be left by each kill
            var numbers = entries.Select(e => Number(store.Open(e.Id).Listing)).ToArray();
            Assert.True(numbers.Max() >= said, $"{said} was said to be saved, and {numbers.Max()} is there");
            foreach (var entry in entries)
                foreach (var attachment in store.Attachments(entry.Id)) Whole(store, entry.Id, attachment);
        }
    }

    /// <summary>The number that every field of a listing repeats.</summary>
    private static int Number(Listing listing)
    {
        var number = listing.Seller.Condition!;
        Assert.All((string[])[listing.Seller.Notes!, .. listing.Texts.Values],
            text => Assert.Equal(string.Join(' ', Enumerable.Repeat(number, 300)), text));
        Assert.Equal((number, 2), (listing.Photos[0].Name, listing.Texts.Count));
        return int.Parse(number, CultureInfo.InvariantCulture);
    }

    private static void Whole(FolderListingStore store, ListingId id, Attachment attachment)
    {
        Assert.Equal(new Attachment(StoreWriterProcess.Photo, StoreWriterProcess.PhotoBytes), attachment);
        using var stream = store.OpenAttachment(id, attachment.Name);
        var bytes = new byte[attachment.Bytes];
        stream.ReadExactly(bytes);
        Assert.Single(bytes.Distinct());
    }

    /// <returns>The last number that the process reported as saved.</returns>
    private static int Killed(string folder, TimeSpan after)
    {
        string[] arguments = [typeof(KilledProcessTests).Assembly.Location, StoreWriterProcess.Command, folder];
        using var process = Process.Start(new ProcessStartInfo(Dotnet(), arguments) { RedirectStandardOutput = true })!;
        var last = process.StandardOutput.ReadLine();
        Assert.NotNull(last);
        Thread.Sleep(after);
        process.Kill();
        process.WaitForExit();
        while (process.StandardOutput.ReadLine() is { } line) last = line;
        return int.Parse(last, CultureInfo.InvariantCulture);
    }

    private static string Dotnet() => Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") is { Length: > 0 } host ? host
        : Path.GetFileNameWithoutExtension(Environment.ProcessPath) == "dotnet" ? Environment.ProcessPath! : "dotnet";
}
