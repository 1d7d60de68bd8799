using Cutline.Web.Cutting;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Cutline.Web.Endpoints;

/// <summary>Whether the service lives, and whether it takes photos: for whatever watches over it.</summary>
internal static class HealthEndpoints
{
    public static void MapHealth(this IEndpointRouteBuilder app)
    {
        var health = app.MapGroup("/health").WithTags("Health");
        health.MapGet("/live", Live).WithName("Live").WithSummary("Whether the service lives");
        health.MapGet("/ready", Ready).WithName("Ready").WithSummary("Whether the service takes photos");
    }

    private static Ok<Health> Live() => TypedResults.Ok(new Health("live"));

    private static Results<Ok<Health>, JsonHttpResult<Health>> Ready(CutQueue queue) => queue.IsOpen
        ? TypedResults.Ok(new Health("ready"))
        : TypedResults.Json(new Health("stopping"), statusCode: StatusCodes.Status503ServiceUnavailable);
}
