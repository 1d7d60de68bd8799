using System.Text.Json;
using Cutline.Listings;
using Cutline.Web.Problems;
using Cutline.Web.Uploads;

namespace Cutline.Web.Listings;

/// <summary>Reads a listing from a request's body, within bytes and time.</summary>
internal sealed class ListingBody(ServeOptions options)
{
    /// <summary>A listing whose every field is as long as it may be, each letter escaped, is shorter.</summary>
    private const int Most = 4 << 20;

    private const int LongestPlace = 100;

    /// <exception cref="RefusedException">It is too large, comes too slowly, is no listing, or one of its fields cannot be used.</exception>
    public async Task<Listing> ReadAsync(HttpRequest request, CancellationToken cancel)
    {
        if (request.ContentLength > Most) throw TooLarge();
        return Parsed(await InTime.ReadAsync(options.UploadTime, time => BoundedBody.ReadAsync(request.Body, Most, TooLarge, time), cancel));
    }

    private static Listing Parsed(ReadOnlyMemory<byte> json)
    {
        try
        {
            return JsonSerializer.Deserialize<Listing>(json.Span, ListingJson.Options)?.Validated() ?? throw new ListingException("it is null: send a listing");
        }
        catch (ListingException e)
        {
            throw new RefusedException(Problem.BadListing(e.Message));
        }
        catch (JsonException e)
        {
            throw new RefusedException(Problem.BadListing($"its JSON is not understood at {Plain(e.Path)} (line {e.LineNumber + 1}, byte {e.BytePositionInLine + 1}): a field is missing, unknown, double or of another kind; /openapi/v1.json describes it"));
        }
    }

    private static string Plain(string? path) => path is null ? "its beginning" : string.Concat(path.Take(LongestPlace).Select(c => char.IsControl(c) ? '?' : c));

    private static RefusedException TooLarge() => new(Problem.TooLargeListing($"it has more than {Most} bytes: send pictures as its files"));
}
