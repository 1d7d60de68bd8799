using System.Net;
using System.Net.Sockets;
using Cutline.Web.Configuration;
using Cutline.Web.Sharing;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace Cutline.Web;

/// <summary>Configures Kestrel with limits for connections, headers and the data rate of bodies.</summary>
internal static class Listener
{
    /// <summary>
    /// The size of a refused body that is still read and discarded, in photos: a client that is sending when the connection closes may not
    /// see the answer.
    /// </summary>
    private const int DrainedPhotos = 4;

    public static void Listen(this IWebHostBuilder host, ServeOptions options) => host.UseKestrelCore().ConfigureKestrel(kestrel =>
    {
        kestrel.AddServerHeader = false;
        kestrel.Limits.MaxRequestBodySize = DrainedPhotos * options.Limits.MaxBytes;
        kestrel.Limits.MaxRequestHeadersTotalSize = 16 << 10;
        kestrel.Limits.RequestHeadersTimeout = options.Connections.HeaderTime;
        kestrel.Limits.KeepAliveTimeout = options.Connections.KeepAlive;
        var rate = new MinDataRate(options.Connections.MinRate, options.Connections.RateGrace);
        (kestrel.Limits.MinRequestBodyDataRate, kestrel.Limits.MinResponseDataRate) = (rate, rate);
        var connections = kestrel.ApplicationServices.GetRequiredService<Connections>();
        kestrel.Listen(options.Bind, options.Port, listen =>
        {
            listen.Protocols = HttpProtocols.Http1;
            listen.Use(connections.Limit);
        });
    });

    /// <summary>The exception for an address that cannot be used, with cause and repair.</summary>
    public static IOException Unavailable(ServeOptions options, Exception reason) => new(reason.GetBaseException() switch
    {
        SocketException { SocketErrorCode: SocketError.AddressAlreadyInUse } =>
            $"port {options.Port} is taken: choose another with --port, or stop what uses it",
        SocketException { SocketErrorCode: SocketError.AccessDenied } =>
            $"port {options.Port} is reserved for privileged users: choose one from 1024 on with --port",
        SocketException { SocketErrorCode: SocketError.AddressNotAvailable } =>
            $"{options.Bind} is not an address of this machine: give another one with --bind, or {IPAddress.Any} for all",
        var other => $"{options.Bind} port {options.Port} cannot be used: {other.Message}; choose others with --bind and --port",
    }, reason);
}
