using System.Text.Json;
using System.Text.Json.Nodes;
using Cutline.Imaging;

namespace Cutline.Listings.Storage;

/// <summary>The JSON file of a stored listing.</summary>
/// <param name="Version">The version of the format.</param>
/// <param name="Created">The time of the first save.</param>
/// <param name="Changed">The time of the last save.</param>
/// <param name="Listing">The listing.</param>
internal sealed record ListingFile(int Version, DateTimeOffset Created, DateTimeOffset Changed, Listing Listing)
{
    internal const int CurrentVersion = 2;
    private const long MaxBytes = 4 << 20;

    internal void Write(string path) => AtomicFile.Write(path, stream => JsonSerializer.Serialize(stream, this, ListingJson.File));

    /// <summary>Reads a file of the current or an earlier version.</summary>
    /// <exception cref="StoreException">The file is damaged.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    internal static ListingFile Read(string path)
    {
        using var stream = File.OpenRead(path);
        if (stream.Length > MaxBytes) throw Damaged(path, $"it has {stream.Length} bytes");
        try
        {
            var json = JsonNode.Parse(stream) as JsonObject ?? throw Damaged(path, "it is not a JSON object");
            var version = (int?)json["version"];
            if (version == 1) VersionOne.Migrate(json);
            else if (version != CurrentVersion)
                throw Damaged(path, $"it is of version {version}, and this program reads versions 1 to {CurrentVersion}");
            var file = json.Deserialize<ListingFile>(ListingJson.File)!;
            file.Listing.Validated();
            return file;
        }
        catch (Exception e) when (e is JsonException or ListingException or InvalidOperationException or FormatException
            or ArgumentException)
        {
            throw Damaged(path, e.Message, e);
        }
    }

    private static StoreException Damaged(string path, string reason, Exception? inner = null) =>
        new(StoreFault.Damaged, $"{path} is damaged ({reason}): restore it from a copy, or delete the listing", inner);
}
