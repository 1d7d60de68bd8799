using System.Globalization;
using Cutline.Studio.Staging;
using Cutline.Web.Cutting;
using Microsoft.OpenApi;

namespace Cutline.Web.Endpoints;

/// <summary>What the OpenAPI document says beyond what the handlers' types say: uploads, options, and how requests are refused.</summary>
internal static class ApiDescription
{
    private static readonly OpenApiSchema File = new() { Type = JsonSchemaType.String, Format = "binary" };

    public static void AddApiDescription(this IServiceCollection services, ServeOptions options) => services.AddOpenApi(openApi => openApi.AddDocumentTransformer((document, _, _) =>
    {
        document.Info = new() { Title = "Cutline", Version = "v1", Description = "Cuts cars out of photographs, at the photographs' own size. Errors are problems of RFC 9457, whose type programs can tell apart and whose detail says cause and repair." };
        document.Servers = [new() { Url = "/" }];
        if (options.ApiKeys.Count == 0) return Task.CompletedTask;
        document.Components ??= new();
        document.Components.SecuritySchemes = new Dictionary<string, IOpenApiSecurityScheme> { ["key"] = new OpenApiSecurityScheme { Type = SecuritySchemeType.Http, Scheme = "bearer" } };
        document.Security = [new() { [new OpenApiSecuritySchemeReference("key", document)] = [] }];
        return Task.CompletedTask;
    }));

    /// <summary>The endpoint takes photos and the options of a cut-out.</summary>
    public static RouteHandlerBuilder TakesPhotos(this RouteHandlerBuilder endpoint, bool several) => endpoint
        .Refuses(400, 401, 403, 408, 413, 415, 429, 503)
        .AddOpenApiOperationTransformer((operation, _, _) =>
        {
            operation.Parameters = [.. Options().Select(o => new OpenApiParameter { Name = o.Name, In = ParameterLocation.Query, Description = o.About, Schema = o.Schema })];
            operation.RequestBody = new OpenApiRequestBody { Required = true, Content = Bodies(several) };
            return Task.CompletedTask;
        });

    /// <summary>The endpoint takes one photo and no options.</summary>
    public static RouteHandlerBuilder TakesPhoto(this RouteHandlerBuilder endpoint) => endpoint
        .Refuses(400, 401, 403, 408, 413, 415, 429, 503)
        .AddOpenApiOperationTransformer((operation, _, _) =>
        {
            var form = new OpenApiSchema { Type = JsonSchemaType.Object, Required = new HashSet<string> { "photo" }, Properties = new Dictionary<string, IOpenApiSchema> { ["photo"] = File } };
            operation.RequestBody = new OpenApiRequestBody
            {
                Required = true,
                Content = new Dictionary<string, OpenApiMediaType> { ["multipart/form-data"] = new() { Schema = form }, ["application/octet-stream"] = new() { Schema = File } },
            };
            return Task.CompletedTask;
        });

    /// <summary>The endpoint answers with a cut-out.</summary>
    public static RouteHandlerBuilder GivesCutOut(this RouteHandlerBuilder endpoint) => endpoint.Produces(200, typeof(Stream), "image/png", "image/webp", "image/jpeg");

    public static RouteHandlerBuilder Refuses(this RouteHandlerBuilder endpoint, params int[] statuses)
    {
        foreach (var status in statuses) endpoint.ProducesProblem(status);
        return endpoint;
    }

    private static Dictionary<string, OpenApiMediaType> Bodies(bool several)
    {
        var photo = several ? new OpenApiSchema { Type = JsonSchemaType.Array, Items = File } : File;
        var form = new OpenApiSchema { Type = JsonSchemaType.Object, Required = new HashSet<string> { "photo" }, Properties = new Dictionary<string, IOpenApiSchema> { ["photo"] = photo, [CutFiles.BackdropName] = File, [CutFiles.RetouchName] = File } };
        foreach (var option in Options()) form.Properties[option.Name] = option.Schema;
        var bodies = new Dictionary<string, OpenApiMediaType> { ["multipart/form-data"] = new OpenApiMediaType { Schema = form } };
        if (!several) bodies["application/octet-stream"] = new OpenApiMediaType { Schema = File };
        return bodies;
    }

    private static string Text(double bound) => bound.ToString(CultureInfo.InvariantCulture);

    private static IEnumerable<(string Name, string About, OpenApiSchema Schema)> Options() => CutOption.Names.Select(name => (name, CutOption.About(name), name switch
    {
        "fit" => new OpenApiSchema { Type = JsonSchemaType.String, Enum = ["cover", "contain"], Default = "cover" },
        "metadata" => new OpenApiSchema { Type = JsonSchemaType.String, Enum = ["strip", "keep", "all"], Default = "strip" },
        "straighten" => new OpenApiSchema { Type = JsonSchemaType.Number, Minimum = Text(-FinishOptions.MostDegrees), Maximum = Text(FinishOptions.MostDegrees) },
        "size" => new OpenApiSchema { Type = JsonSchemaType.Integer, Minimum = Text(FinishOptions.SmallestSize), Maximum = Text(FinishOptions.LargestSize) },
        "format" => new OpenApiSchema { Type = JsonSchemaType.String, Enum = ["png", "webp", "jpeg"], Default = "png" },
        "quality" => new OpenApiSchema { Type = JsonSchemaType.Integer, Minimum = "1", Maximum = "100" },
        _ => new OpenApiSchema { Type = JsonSchemaType.String },
    }));
}
