using System.Net.Sockets;
using System.Text;

namespace Cutline.Web.Tests.Running;

/// <summary>Speaks HTTP by hand, for requests that no client would send.</summary>
internal sealed class RawClient : IDisposable
{
    private readonly TcpClient client;

    /// <param name="service">The service's address.</param>
    /// <param name="from">The address that it sees, one of this machine.</param>
    public RawClient(Uri service, string from = "127.0.0.1")
    {
        client = new(new IPEndPoint(IPAddress.Parse(from), 0));
        client.Connect(IPAddress.Loopback, service.Port);
    }

    public async Task SendAsync(string text) => await client.GetStream().WriteAsync(Encoding.ASCII.GetBytes(text));

    public async Task SendAsync(ReadOnlyMemory<byte> bytes) => await client.GetStream().WriteAsync(bytes);

    /// <summary>What has come when the first of it comes, or all that comes until the other end closes.</summary>
    public async Task<string> ReceiveAsync(bool toEnd = false)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        var (text, block) = (new StringBuilder(), new byte[1 << 16]);
        do
        {
            var n = 0;
            try
            {
                n = await client.GetStream().ReadAsync(block, patience.Token);
            }
            catch (IOException) when (toEnd)
            {
                // The other end closed it without reading all that was sent.
            }

            if (n == 0) break;
            text.Append(Encoding.Latin1.GetString(block, 0, n));
        }
        while (toEnd);

        return text.ToString();
    }

    public void Dispose() => client.Dispose();
}
