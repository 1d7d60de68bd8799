using System.Globalization;
using System.Net;
using System.Text;
using System.Text.Json.Nodes;

namespace Cutline.Cli.Tests.Commands;

/// <summary>A listing with a photo that is written again and again, each time with the next number, until the service is killed.</summary>
internal sealed class KilledListing(byte[] photo)
{
    private string? address;
    private int attached;

    /// <summary>The last number that was answered for; 0 for none.</summary>
    public int Saved { get; private set; }

    public async Task WriteAsync(HttpClient client, CancellationToken killed)
    {
        try
        {
            using var made = await client.PostAsync("/api/listings", Json(1), killed);
            Assert.Equal(HttpStatusCode.Created, made.StatusCode);
            (address, Saved) = (made.Headers.Location!.ToString(), 1);
            for (var number = 1; ; number++)
            {
                using var file = await client.PutAsync($"{address}/files/photo-1.png", new ByteArrayContent(Photo(number)), killed);
                Assert.Equal(HttpStatusCode.NoContent, file.StatusCode);
                attached = number;
                using var saved = await client.PutAsync(address, Json(number + 1), killed);
                Assert.Equal(HttpStatusCode.OK, saved.StatusCode);
                Saved = number + 1;
            }
        }
        catch (Exception e) when (e is HttpRequestException or OperationCanceledException)
        {
            // killed before it answered: it promised nothing
        }
    }

    /// <summary>What was answered for last is there, or what was being written then; what is there stays.</summary>
    public async Task CheckAsync(HttpClient client)
    {
        if (address is null) return;
        var listing = JsonNode.Parse(await client.GetStringAsync(address))!["listing"]!;
        var number = int.Parse((string)listing["seller"]!["condition"]!, CultureInfo.InvariantCulture);
        Assert.InRange(number, Saved, Saved + 1);
        Saved = number;
        if (attached == 0) return;
        var bytes = await client.GetByteArrayAsync($"{address}/files/photo-1.png");
        attached = bytes.AsSpan().SequenceEqual(Photo(attached)) ? attached : attached + 1;
        Assert.Equal(Photo(attached), bytes);
    }

    /// <summary>A photo that differs in what lies behind its end.</summary>
    private byte[] Photo(int number) => [.. photo, .. Encoding.ASCII.GetBytes($"{number:D8}")];

    private static StringContent Json(int number) => new(
        $$$"""{"car":{"year":2020,"make":"Ostara","model":"Linnet"},"seller":{"condition":"{{{number}}}"}}""", Encoding.UTF8,
        "application/json");
}
