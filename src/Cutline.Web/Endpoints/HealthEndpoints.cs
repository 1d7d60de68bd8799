using Cutline.Web.Cutting;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Cutline.Web.Endpoints;

/// <summary>The health checks: liveness and readiness.</summary>
internal static class HealthEndpoints
{
    public static void MapHealth(this IEndpointRouteBuilder app)
    {
        var health = app.MapGroup("/health").WithTags("Health");
        health.MapGet("/live", Live).WithName("Live").WithSummary("Liveness: whether the service is running");
        health.MapGet("/ready", Ready).WithName("Ready").WithSummary("Readiness: whether the service accepts photos");
    }

    private static Ok<HealthResponse> Live() => TypedResults.Ok(new HealthResponse("live"));

    private static Results<Ok<HealthResponse>, JsonHttpResult<HealthResponse>> Ready(CutQueue queue) => queue.IsOpen
        ? TypedResults.Ok(new HealthResponse("ready"))
        : TypedResults.Json(new HealthResponse("stopping"), statusCode: StatusCodes.Status503ServiceUnavailable);
}
