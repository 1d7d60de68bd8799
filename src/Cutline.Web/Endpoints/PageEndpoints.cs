using System.Security.Cryptography;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Net.Http.Headers;

namespace Cutline.Web.Endpoints;

/// <summary>The endpoints of the studio page and the API page: embedded resources only.</summary>
internal static class PageEndpoints
{
    private const string Folder = "Pages/";

    private static readonly Dictionary<string, string> Types = new(StringComparer.Ordinal)
    {
        [".html"] = "text/html; charset=utf-8", [".css"] = "text/css; charset=utf-8", [".js"] = "text/javascript; charset=utf-8",
            [".svg"] = "image/svg+xml",
    };

    public static void MapPages(this IEndpointRouteBuilder app)
    {
        var assembly = typeof(PageEndpoints).Assembly;
        foreach (var resource in assembly.GetManifestResourceNames().Where(n => n.StartsWith(Folder, StringComparison.Ordinal)))
        {
            using var stream = assembly.GetManifestResourceStream(resource)!;
            var bytes = new byte[stream.Length];
            stream.ReadExactly(bytes);
            var tag = new EntityTagHeaderValue($"\"{Convert.ToHexStringLower(SHA256.HashData(bytes).AsSpan(0, 12))}\"");
            var type = Types[Path.GetExtension(resource)];
            app.MapGet(Address(resource[Folder.Length..]), (HttpResponse response) => Page(response, bytes, type, tag))
                .ExcludeFromDescription();
        }
    }

    /// <summary>The address of a file; pages have no extension.</summary>
    private static string Address(string file) =>
        file == "index.html" ? "/" : $"/{(file.EndsWith(".html", StringComparison.Ordinal) ? Path.ChangeExtension(file, null) : file)}";

    private static FileContentHttpResult Page(HttpResponse response, byte[] bytes, string type, EntityTagHeaderValue tag)
    {
        response.Headers.CacheControl = "no-cache"; // cached, but revalidated, so that a new version is seen at once
        return TypedResults.File(bytes, type, entityTag: tag);
    }
}
