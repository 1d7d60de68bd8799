using System.Text.Json;
using System.Text.Json.Nodes;
using Cutline.Imaging;

namespace Cutline.Listings.Storage;

/// <summary>A listing as JSON.</summary>
internal sealed record ListingFile(int Version, DateTimeOffset Created, DateTimeOffset Changed, Listing Listing)
{
    internal const int Current = 2;
    private const long Largest = 4 << 20;

    internal void Write(string path) => AtomicFile.Write(path, stream => JsonSerializer.Serialize(stream, this, ListingJson.File));

    /// <exception cref="StoreException">It cannot be understood.</exception>
    /// <exception cref="IOException">It cannot be read.</exception>
    internal static ListingFile Read(string path)
    {
        using var stream = File.OpenRead(path);
        if (stream.Length > Largest) throw Damaged(path, $"it has {stream.Length} bytes");
        try
        {
            var json = JsonNode.Parse(stream) as JsonObject ?? throw Damaged(path, "it is no object");
            var version = (int?)json["version"];
            if (version == 1) FirstVersion.Upgrade(json);
            else if (version != Current) throw Damaged(path, $"it is of version {version}, and this program reads versions 1 to {Current}");
            var file = json.Deserialize<ListingFile>(ListingJson.File)!;
            file.Listing.Validated();
            return file;
        }
        catch (Exception e) when (e is JsonException or ListingException or InvalidOperationException or FormatException or ArgumentException)
        {
            throw Damaged(path, e.Message, e);
        }
    }

    private static StoreException Damaged(string path, string why, Exception? inner = null) =>
        new(StoreFault.Damaged, $"{path} is damaged ({why}): restore it from a copy, or delete the listing", inner);
}
