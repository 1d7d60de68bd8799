using Cutline.Studio.Options;
using Cutline.Web.Safety;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Cutline.Web.Endpoints;

/// <summary>The endpoint of the cut options: their types, ranges, defaults and descriptions, from <see cref="CutOptionTable"/>.</summary>
internal static class OptionEndpoints
{
    public static void MapOptions(this IEndpointRouteBuilder app) => app.MapGet("/api/options", List)
        .WithTags("Cut-outs")
        .WithName("ListOptions")
        .WithSummary("The options of a cut-out, with types, ranges and defaults")
        .WithDescription("No key is needed.")
        .WithMetadata(new WithoutKey())
        .Refuses(429);

    private static Ok<CutOptionJson[]> List() => TypedResults.Ok(CutOptionTable.For(CutOptionUse.Api).Select(CutOptionJson.Of).ToArray());
}
