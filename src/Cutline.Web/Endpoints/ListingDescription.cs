using Cutline.Listings;
using Microsoft.OpenApi;

namespace Cutline.Web.Endpoints;

/// <summary>The OpenAPI descriptions of bodies that are read without model binding, whatever their content type.</summary>
internal static class ListingDescription
{
    /// <summary>The body is a listing as JSON.</summary>
    public static RouteHandlerBuilder TakesListing(this RouteHandlerBuilder endpoint) =>
        endpoint.AddOpenApiOperationTransformer(async (operation, context, cancel) =>
        operation.RequestBody = Body("application/json", await context.GetOrCreateSchemaAsync(typeof(Listing), cancellationToken: cancel)));

    /// <summary>The body is a picture.</summary>
    public static RouteHandlerBuilder TakesPicture(this RouteHandlerBuilder endpoint) =>
        endpoint.AddOpenApiOperationTransformer((operation, _, _) =>
    {
        operation.RequestBody = Body("application/octet-stream", new() { Type = JsonSchemaType.String, Format = "binary" });
        return Task.CompletedTask;
    });

    private static OpenApiRequestBody Body(string type, OpenApiSchema schema) =>
        new() { Required = true, Content = new Dictionary<string, OpenApiMediaType> { [type] = new() { Schema = schema } } };
}
