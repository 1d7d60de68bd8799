using Cutline.Web.Cutting;
using Cutline.Web.Storage;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Cutline.Web.Endpoints;

/// <summary>The health checks: liveness and readiness.</summary>
internal static class HealthEndpoints
{
    public static void MapHealth(this IEndpointRouteBuilder app)
    {
        var health = app.MapGroup("/health").WithTags("Health");
        health.MapGet("/live", Live).WithName("Live").WithSummary("Liveness: whether the service is running");
        health.MapGet("/ready", Ready).WithName("Ready").WithSummary("Readiness: whether the service accepts photos and can use its store");
    }

    private static Ok<HealthResponse> Live() => TypedResults.Ok(new HealthResponse("live"));

    private static Results<Ok<HealthResponse>, JsonHttpResult<HealthResponse>> Ready(CutQueue queue, StoreHealth store)
    {
        if (!queue.IsOpen) return Not(new("stopping"));
        return store.Cause is { } cause ? Not(new("store-failed", cause)) : TypedResults.Ok(new HealthResponse("ready"));

        static JsonHttpResult<HealthResponse> Not(HealthResponse response) =>
            TypedResults.Json(response, statusCode: StatusCodes.Status503ServiceUnavailable);
    }
}
