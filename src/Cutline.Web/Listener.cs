using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace Cutline.Web;

/// <summary>Kestrel, bounded: connections, headers, and how slow a body may come in.</summary>
internal static class Listener
{
    private const int MostConnections = 256;

    /// <summary>How many photos' bytes of a refused body are read and dropped: a client that still sends when the connection closes may never see the answer.</summary>
    private const int Drained = 4;

    public static void Listen(this IWebHostBuilder host, ServeOptions options) => host.UseKestrelCore().ConfigureKestrel(kestrel =>
    {
        kestrel.AddServerHeader = false;
        kestrel.Limits.MaxConcurrentConnections = MostConnections;
        kestrel.Limits.MaxRequestBodySize = Drained * options.Limits.MaxBytes;
        kestrel.Limits.MaxRequestHeadersTotalSize = 16 << 10;
        kestrel.Limits.RequestHeadersTimeout = TimeSpan.FromSeconds(15);
        kestrel.Limits.MinRequestBodyDataRate = new MinDataRate(bytesPerSecond: 1024, gracePeriod: TimeSpan.FromSeconds(10));
        kestrel.Listen(options.Bind, options.Port, listen => listen.Protocols = HttpProtocols.Http1);
    });

    /// <summary>Why the service cannot listen, with the repair.</summary>
    public static IOException Refused(ServeOptions options, Exception reason) => new(reason.GetBaseException() switch
    {
        SocketException { SocketErrorCode: SocketError.AddressAlreadyInUse } => $"port {options.Port} is taken: choose another with --port, or stop what uses it",
        SocketException { SocketErrorCode: SocketError.AccessDenied } => $"port {options.Port} is not for this user: choose one from 1024 on with --port",
        SocketException { SocketErrorCode: SocketError.AddressNotAvailable } => $"{options.Bind} is no address of this machine: give one that is with --bind, or {IPAddress.Any} for all",
        var other => $"{options.Bind} port {options.Port} cannot be listened on: {other.Message}; choose others with --bind and --port",
    }, reason);
}
