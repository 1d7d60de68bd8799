using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Cutline.Listings.Tests;

/// <summary>An HTTP server on a free port that sends exactly the bytes of the test, valid or not.</summary>
internal sealed class LoopbackServer : IDisposable
{
    private readonly TcpListener listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource end = new();
    private readonly Func<string, Stream, CancellationToken, Task> answer;

    /// <param name="answer">Receives the request's body and the connection, which is closed afterwards.</param>
    public LoopbackServer(Func<string, Stream, CancellationToken, Task> answer)
    {
        this.answer = answer;
        listener.Start();
        _ = Task.Run(ServeAsync);
    }

    public LoopbackServer(params string[] pieces) : this(async (_, stream, cancel) =>
    {
        foreach (var piece in pieces) await stream.WriteAsync(Encoding.UTF8.GetBytes(piece), cancel);
    })
    {
    }

    public Uri Address => new($"http://127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}/v1");

    /// <summary>The requests: head and body of each.</summary>
    public List<string> Requests { get; } = [];

    /// <summary>A complete response.</summary>
    public static string Answer(int status, string body, string type = "text/plain") =>
        $"HTTP/1.1 {status} X\r\nContent-Type: {type}\r\nContent-Length: {Encoding.UTF8.GetByteCount(body)}\r\n"
        + $"Connection: close\r\n\r\n{body}";

    public void Dispose()
    {
        end.Cancel();
        listener.Dispose();
        end.Dispose();
    }

    private async Task ServeAsync()
    {
        try
        {
            while (!end.IsCancellationRequested)
            {
                using var client = await listener.AcceptTcpClientAsync(end.Token);
                await using var stream = client.GetStream();
                var (head, body) = await ReadAsync(stream);
                Requests.Add($"{head}\n{body}");
                await answer(body, stream, end.Token);
            }
        }
        catch (Exception e) when (e is OperationCanceledException or ObjectDisposedException or SocketException or IOException)
        {
        }
    }

    private async Task<(string Head, string Body)> ReadAsync(Stream stream)
    {
        var bytes = new List<byte>();
        var one = new byte[1];
        while (bytes.Count < 4 || !bytes[^4..].SequenceEqual("\r\n\r\n"u8.ToArray()))
        {
            if (await stream.ReadAsync(one, end.Token) == 0) throw new IOException();
            bytes.Add(one[0]);
        }

        var head = Encoding.UTF8.GetString([.. bytes]);
        var length = head.Split('\n').FirstOrDefault(l => l.StartsWith("Content-Length:", StringComparison.OrdinalIgnoreCase)) is { } line
            ? int.Parse(line[15..], CultureInfo.InvariantCulture) : 0;
        var body = new byte[length];
        await stream.ReadExactlyAsync(body, end.Token);
        return (head, Encoding.UTF8.GetString(body));
    }
}
