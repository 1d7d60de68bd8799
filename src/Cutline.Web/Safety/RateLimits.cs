using System.Threading.RateLimiting;
using Cutline.Web.Configuration;
using Cutline.Web.Problems;
using Cutline.Web.Sharing;
using Microsoft.AspNetCore.RateLimiting;

namespace Cutline.Web.Safety;

/// <summary>The rate limit of the API per client, which is an address: keys are read later.</summary>
internal static class RateLimits
{
    private static readonly TimeSpan Window = TimeSpan.FromMinutes(1);

    public static void Limit(RateLimiterOptions limiter, ServeOptions options)
    {
        limiter.GlobalLimiter = PartitionedRateLimiter.Create<HttpContext, string>(context =>
            options.RequestsPerMinute == 0 || !SafetyPipeline.IsApi(context)
            ? RateLimitPartition.GetNoLimiter("")
            : RateLimitPartition.GetSlidingWindowLimiter(Client.Of(context), _ => new()
            {
                PermitLimit = options.RequestsPerMinute, Window = Window, SegmentsPerWindow = 6, QueueLimit = 0,
            }));
        limiter.OnRejected = (rejected, _) =>
        {
            var wait = rejected.Lease.TryGetMetadata(MetadataName.RetryAfter, out var after) ? after : Window / 6;
            return new(ProblemMiddleware.WriteAsync(rejected.HttpContext, Problem.TooManyRequests(wait)));
        };
    }
}
