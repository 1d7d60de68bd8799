using System.Globalization;
using System.Text.Json.Nodes;
using Cutline.Studio.Options;
using Cutline.Web.Configuration;
using Microsoft.OpenApi;

namespace Cutline.Web.Endpoints;

/// <summary>The parts of the OpenAPI document that the handlers' types do not describe: uploads, cut options, and problems.</summary>
internal static class ApiDescription
{
    private static readonly OpenApiSchema File = new() { Type = JsonSchemaType.String, Format = "binary" };

    public static void AddApiDescription(this IServiceCollection services, ServeOptions options) =>
        services.AddHttpContextAccessor().AddOpenApi(openApi => openApi.AddDocumentTransformer((document, context, _) =>
    {
        document.Info = new()
        {
            Title = "Cutline", Version = "v1",
            Description =
                "Cuts cars out of photos, at the photos' own size. Errors are problems of RFC 9457: programs can distinguish them by "
                + "type, and the detail gives cause and repair.",
        };
        var request = context.ApplicationServices.GetRequiredService<IHttpContextAccessor>().HttpContext?.Request;
        document.Servers = [new() { Url = $"{request?.PathBase}/" }];
        if (options.ApiKeys.Count == 0) return Task.CompletedTask;
        document.Components ??= new();
        document.Components.SecuritySchemes = new Dictionary<string, IOpenApiSecurityScheme>
        {
            ["key"] = new OpenApiSecurityScheme { Type = SecuritySchemeType.Http, Scheme = "bearer" },
        };
        document.Security = [new() { [new OpenApiSecuritySchemeReference("key", document)] = [] }];
        return Task.CompletedTask;
    }));

    /// <summary>Describes an endpoint that accepts photos and the cut options.</summary>
    public static RouteHandlerBuilder TakesPhotos(this RouteHandlerBuilder endpoint, bool several) => endpoint
        .Refuses(400, 401, 403, 408, 413, 415, 429, 503)
        .AddOpenApiOperationTransformer((operation, _, _) =>
        {
            operation.Parameters =
            [
                .. Options.Where(o => o.Type != CutOptionType.File)
                    .Select(o =>
                        new OpenApiParameter { Name = o.Name, In = ParameterLocation.Query, Description = Description(o),
                        Schema = Schema(o) }),
            ];
            operation.RequestBody = new OpenApiRequestBody { Required = true, Content = Bodies(several) };
            return Task.CompletedTask;
        });

    /// <summary>Describes an endpoint that accepts one photo and no options.</summary>
    public static RouteHandlerBuilder TakesPhoto(this RouteHandlerBuilder endpoint) => endpoint
        .Refuses(400, 401, 403, 408, 413, 415, 429, 503)
        .AddOpenApiOperationTransformer((operation, _, _) =>
        {
            operation.RequestBody = new OpenApiRequestBody
            {
                Required = true,
                Content = new Dictionary<string, OpenApiMediaType>
                {
                    ["multipart/form-data"] = new() { Schema = Form(File) }, ["application/octet-stream"] = new() { Schema = File },
                },
            };
            return Task.CompletedTask;
        });

    /// <summary>Describes an endpoint whose response is a cut-out.</summary>
    public static RouteHandlerBuilder GivesCutOut(this RouteHandlerBuilder endpoint) =>
        endpoint.Produces<Stream>(200, "image/png", "image/webp", "image/jpeg");

    /// <summary>Describes the statuses of an endpoint's problems.</summary>
    public static RouteHandlerBuilder Refuses(this RouteHandlerBuilder endpoint, params int[] statuses)
    {
        foreach (var status in statuses) endpoint.ProducesProblem(status);
        return endpoint;
    }

    private static IEnumerable<CutOption> Options => CutOptionTable.For(CutOptionUse.Api);

    private static OpenApiSchema Form(OpenApiSchema photo) => new()
    {
        Type = JsonSchemaType.Object, Required = new HashSet<string> { "photo" },
        Properties = new Dictionary<string, IOpenApiSchema> { ["photo"] = photo },
    };

    private static Dictionary<string, OpenApiMediaType> Bodies(bool several)
    {
        var form = Form(several ? new() { Type = JsonSchemaType.Array, Items = File } : File);
        foreach (var option in Options) form.Properties![option.Name] = Schema(option);
        var bodies = new Dictionary<string, OpenApiMediaType> { ["multipart/form-data"] = new() { Schema = form } };
        if (!several) bodies["application/octet-stream"] = new() { Schema = File };
        return bodies;
    }

    private static string Description(CutOption option)
    {
        var unit = option.Unit is null ? "" : $", in {option.Unit}";
        var defaults = string.Concat(option.Defaults.Select(d => $"; {d.Default} by default with {d.Option} {d.Value}"));
        return option.Help + unit + defaults;
    }

    private static OpenApiSchema Schema(CutOption option)
    {
        var schema = new OpenApiSchema
        {
            Type = option.Type switch
            {
                CutOptionType.Number => JsonSchemaType.Number,
                CutOptionType.Integer => JsonSchemaType.Integer,
                _ => JsonSchemaType.String,
            },
        };
        if (option.Type == CutOptionType.File) schema.Format = File.Format;
        if (option.Range is var (least, most)) (schema.Minimum, schema.Maximum) = (Text(least), Text(most));
        if (option.Choices.Count > 0) schema.Enum = [.. option.Choices.Select(choice => (JsonNode)choice)];
        if (option.Default is { } value) schema.Default = CutOptionJson.Value(option, value);
        return schema;
    }

    private static string Text(double bound) => bound.ToString(CultureInfo.InvariantCulture);
}
