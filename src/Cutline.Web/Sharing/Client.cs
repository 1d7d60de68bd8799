using System.Net;
using System.Net.Sockets;

namespace Cutline.Web.Sharing;

/// <summary>
/// Whom a request comes from, for limits per client: the API key where the service has several, else an IPv4 address or an IPv6 network of
/// 64 bits.
/// </summary>
internal static class Client
{
    /// <summary>The client of a request. A key counts once <see cref="Knows"/> has named it.</summary>
    public static string Of(HttpContext context) => context.Features.Get<Key>()?.Name ?? Of(context.Connection.RemoteIpAddress);

    /// <summary>The client at an address; empty where there is none.</summary>
    public static string Of(IPAddress? address) => address switch
    {
        null => "",
        { IsIPv4MappedToIPv6: true } => address.MapToIPv4().ToString(),
        { AddressFamily: AddressFamily.InterNetworkV6 } => Convert.ToHexString(address.GetAddressBytes().AsSpan(0, 8)),
        _ => address.ToString(),
    };

    /// <summary>From here on the client of the request is the one with this key.</summary>
    /// <param name="context">The request.</param>
    /// <param name="number">The key's number among the service's keys, so that no log can have the key.</param>
    public static void Knows(HttpContext context, int number) => context.Features.Set(new Key($"key {number}"));

    private sealed record Key(string Name);
}
