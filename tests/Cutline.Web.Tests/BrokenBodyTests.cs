using System.Net.Sockets;
using System.Text;
using Cutline.Listings;
using Cutline.Web.Tests.Listings;

namespace Cutline.Web.Tests;

/// <summary>Bodies that break HTTP's own rules are the client's mistake wherever they are read.</summary>
public sealed class BrokenBodyTests
{
    [Fact]
    public async Task A_chunk_size_that_is_none_is_400()
    {
        await using var service = await RunningService.StartAsync();
        using var made = await service.Client.PostAsync("/api/listings", Shop.Json(new Listing { Car = new(2020, "Ostara", "Linnet") }));
        var listing = made.Headers.Location!.ToString();
        (string Request, string Type)[] requests =
        [
            ("POST /api/cutouts", "image/jpeg"), ("POST /api/cutouts", "multipart/form-data; boundary=b"),
            ("POST /api/jobs", "multipart/form-data; boundary=b"), ("POST /api/plates", "image/jpeg"),
            ("POST /api/listings", "application/json"), ($"PUT {listing}", "application/json"),
            ($"PUT {listing}/files/photo-1.jpg", "image/jpeg"), ("POST /api/listings/text", "application/json"),
        ];
        var jpeg = Encoding.Latin1.GetString(DrawnCar.Jpeg[..512]);
        foreach (var (request, type) in requests)
        {
            foreach (var start in (string[])["", $"200\r\n{jpeg}\r\n"]) // at once, and after a chunk that is well
            {
                var answer = await SendAsync(service.Service.Address.Port, request, type, start + "zz\r\nhello\r\n0\r\n\r\n");
                var isRefused = answer.StartsWith("HTTP/1.1 400", StringComparison.Ordinal);
                Assert.True(isRefused, $"{request}, {start.Length} bytes before: {answer}");
            }
        }
    }

    private static async Task<string> SendAsync(int port, string request, string type, string body)
    {
        using var client = new TcpClient();
        await client.ConnectAsync(IPAddress.Loopback, port);
        var head = $"{request} HTTP/1.1\r\nHost: localhost\r\nContent-Type: {type}\r\nTransfer-Encoding: chunked\r\n"
            + "Connection: close\r\n\r\n";
        await client.GetStream().WriteAsync(Encoding.Latin1.GetBytes(head + body));
        using var reader = new StreamReader(client.GetStream(), Encoding.Latin1);
        return await reader.ReadToEndAsync().WaitAsync(TimeSpan.FromSeconds(30));
    }
}
