using System.Net.Sockets;
using System.Text;

namespace Cutline.Web.Tests.Running;

/// <summary>Speaks HTTP by hand, for requests that no client would send.</summary>
internal sealed class RawClient(Uri service) : IDisposable
{
    private readonly TcpClient client = new(service.Host, service.Port);

    public async Task SendAsync(string text) => await client.GetStream().WriteAsync(Encoding.ASCII.GetBytes(text));

    /// <summary>What has come when the first of it comes, or all that comes until the other end closes.</summary>
    public async Task<string> ReceiveAsync(bool toEnd = false)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        var (text, block) = (new StringBuilder(), new byte[1 << 16]);
        do
        {
            var n = await client.GetStream().ReadAsync(block, patience.Token);
            if (n == 0) break;
            text.Append(Encoding.Latin1.GetString(block, 0, n));
        }
        while (toEnd);

        return text.ToString();
    }

    public void Dispose() => client.Dispose();
}
