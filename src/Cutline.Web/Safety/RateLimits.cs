using System.Net;
using System.Net.Sockets;
using System.Threading.RateLimiting;
using Cutline.Web.Configuration;
using Cutline.Web.Problems;
using Microsoft.AspNetCore.RateLimiting;

namespace Cutline.Web.Safety;

/// <summary>The rate limit of the API per client. A client is an IPv4 address, or an IPv6 network of 64 bits.</summary>
internal static class RateLimits
{
    private static readonly TimeSpan Window = TimeSpan.FromMinutes(1);

    public static void Limit(RateLimiterOptions limiter, ServeOptions options)
    {
        limiter.GlobalLimiter = PartitionedRateLimiter.Create<HttpContext, string>(context =>
            options.RequestsPerMinute == 0 || !SafetyPipeline.IsApi(context)
            ? RateLimitPartition.GetNoLimiter("")
            : RateLimitPartition.GetSlidingWindowLimiter(Client(context.Connection.RemoteIpAddress), _ => new()
            {
                PermitLimit = options.RequestsPerMinute, Window = Window, SegmentsPerWindow = 6, QueueLimit = 0,
            }));
        limiter.OnRejected = (rejected, _) =>
        {
            var wait = rejected.Lease.TryGetMetadata(MetadataName.RetryAfter, out var after) ? after : Window / 6;
            return new(ProblemMiddleware.WriteAsync(rejected.HttpContext, Problem.TooManyRequests(wait)));
        };
    }

    private static string Client(IPAddress? address) => address switch
    {
        null => "",
        { IsIPv4MappedToIPv6: true } => address.MapToIPv4().ToString(),
        { AddressFamily: AddressFamily.InterNetworkV6 } => Convert.ToHexString(address.GetAddressBytes().AsSpan(0, 8)),
        _ => address.ToString(),
    };
}
