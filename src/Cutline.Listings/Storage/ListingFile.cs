using System.Text.Json;
using System.Text.Json.Serialization;

namespace Cutline.Listings.Storage;

/// <summary>A listing as JSON.</summary>
internal sealed record ListingFile(int Version, DateTimeOffset Created, DateTimeOffset Changed, Listing Listing)
{
    internal const int Current = 1;
    private const long Largest = 4 << 20;

    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web)
    {
        WriteIndented = true, RespectNullableAnnotations = true, RespectRequiredConstructorParameters = true,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull, Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase, allowIntegerValues: false) },
    };

    internal void Write(string path) => AtomicFile.Write(path, stream => JsonSerializer.Serialize(stream, this, Options));

    /// <exception cref="StoreException">It cannot be understood.</exception>
    /// <exception cref="IOException">It cannot be read.</exception>
    internal static ListingFile Read(string path)
    {
        using var stream = File.OpenRead(path);
        if (stream.Length > Largest) throw Damaged(path, $"it has {stream.Length} bytes");
        try
        {
            var file = JsonSerializer.Deserialize<ListingFile>(stream, Options) ?? throw Damaged(path, "it is empty");
            if (file.Version != Current) throw Damaged(path, $"it is of version {file.Version}, and this program reads version {Current}");
            file.Listing.Validated();
            return file;
        }
        catch (Exception e) when (e is JsonException or ListingException)
        {
            throw Damaged(path, e.Message, e);
        }
    }

    private static StoreException Damaged(string path, string why, Exception? inner = null) =>
        new(StoreFault.Damaged, $"{path} is damaged ({why}): restore it from a copy, or delete the listing", inner);
}
