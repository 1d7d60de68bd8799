using System.Globalization;
using Cutline.Listings.Languages;
using Cutline.Listings.Storage;

namespace Cutline.Listings.Tests.Storage;

/// <summary>A process that changes a store in a loop and prints the number of each save after it, until it is killed.</summary>
internal static class StoreWriterProcess
{
    /// <summary>The argument that starts it.</summary>
    public const string Command = "write-store";

    public const string Photo = "photo.jpg";
    public const int PhotoBytes = 200_000;

    public static int Run(string folder)
    {
        var store = new FolderListingStore(folder);
        var id = store.List() is [var entry, ..] ? entry.Id : store.Create(Numbered(0)).Id;
        for (var number = int.Parse(store.Open(id).Listing.Seller.Condition!, CultureInfo.InvariantCulture) + 1; ; number++)
        {
            store.Save(id, Numbered(number));
            Console.Out.WriteLine(number);
            Console.Out.Flush();
            store.AttachAsync(id, Photo, new MemoryStream([.. Enumerable.Repeat((byte)number, PhotoBytes)])).GetAwaiter().GetResult();
            var copy = store.Duplicate(id).Id;
            store.Delete(copy);
        }
    }

    private static Listing Numbered(int number)
    {
        var text = number.ToString(CultureInfo.InvariantCulture);
        return Listings.Linnet() with
        {
            Seller = new() { Condition = text, Notes = Repeated(text) },
            Texts = new Dictionary<Language, string> { [Language.English] = Repeated(text), [Language.German] = Repeated(text) },
            Photos = [new(text, Photo)],
        };

        static string Repeated(string text) => string.Join(' ', Enumerable.Repeat(text, 300));
    }
}
