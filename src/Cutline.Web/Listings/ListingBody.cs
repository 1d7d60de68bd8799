using System.Text.Json;
using Cutline.Listings;
using Cutline.Web.Configuration;
using Cutline.Web.Problems;
using Cutline.Web.Uploads;

namespace Cutline.Web.Listings;

/// <summary>Reads a listing from a request's body, within the limits of size and time.</summary>
internal sealed class ListingBody(ServeOptions options)
{
    /// <summary>Largest body in bytes; a listing with all fields at their limits and every character escaped is smaller.</summary>
    private const int MostBytes = 4 << 20;

    private const int LongestPath = 100;

    /// <exception cref="ProblemException">
    /// The body is too large, takes too long, is not a listing, or one of its fields is invalid.
    /// </exception>
    public async Task<Listing> ReadAsync(HttpRequest request, CancellationToken cancel)
    {
        if (request.ContentLength > MostBytes) throw TooLarge();
        var json = await UploadTimeout.RunAsync(
            options.UploadTime, time => BoundedBody.ReadAsync(request.Body, MostBytes, TooLarge, time), cancel);
        return Parsed(json);
    }

    private static Listing Parsed(ReadOnlyMemory<byte> json)
    {
        try
        {
            return JsonSerializer.Deserialize<Listing>(json.Span, ListingJson.Options)?.Validated()
                ?? throw new ListingException("it is null: send a listing");
        }
        catch (ListingException e)
        {
            throw new ProblemException(Problem.BadListing(e.Message));
        }
        catch (JsonException e)
        {
            throw new ProblemException(Problem.BadListing(
                $"its JSON is invalid at {Plain(e.Path)} (line {e.LineNumber + 1}, byte {e.BytePositionInLine + 1}): a field is missing, "
                + $"unknown, duplicate or has another type; openapi/v1.json beside the API describes it"));
        }
    }

    private static string Plain(string? path) =>
        path is null ? "its start" : string.Concat(path.Take(LongestPath).Select(c => char.IsControl(c) ? '?' : c));

    private static ProblemException TooLarge() =>
        new(Problem.TooLargeListing($"it has more than {MostBytes} bytes: send pictures as its files"));
}
