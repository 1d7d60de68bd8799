using Cutline.Web.Cutting;
using Cutline.Web.Safety;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Cutline.Web.Endpoints;

/// <summary>The endpoint of the model that the service cuts with, and its terms.</summary>
internal static class ModelEndpoints
{
    public static void MapModel(this IEndpointRouteBuilder app) => app.MapGet("/api/model", Describe)
        .WithTags("Cut-outs")
        .WithName("GetModel")
        .WithSummary("The model: file, SHA-256, licence and the data it was trained on")
        .WithDescription("No key is needed. A value is null where the model's file does not say.")
        .WithMetadata(new WithoutKey())
        .Refuses(429);

    private static Ok<ModelResponse> Describe(ICutter cutter) => TypedResults.Ok(ModelResponse.Of(cutter.Model));
}
