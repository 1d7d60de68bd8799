using System.Security.Cryptography;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Net.Http.Headers;

namespace Cutline.Web.Endpoints;

/// <summary>The studio and the page of the API: files that are built into the program, and no others.</summary>
internal static class PageEndpoints
{
    private const string Folder = "Pages/";

    private static readonly Dictionary<string, string> Types = new(StringComparer.Ordinal)
    {
        [".html"] = "text/html; charset=utf-8", [".css"] = "text/css; charset=utf-8", [".js"] = "text/javascript; charset=utf-8", [".svg"] = "image/svg+xml",
    };

    public static void MapPages(this IEndpointRouteBuilder app)
    {
        var room = typeof(PageEndpoints).Assembly;
        foreach (var resource in room.GetManifestResourceNames().Where(n => n.StartsWith(Folder, StringComparison.Ordinal)))
        {
            using var stream = room.GetManifestResourceStream(resource)!;
            var bytes = new byte[stream.Length];
            stream.ReadExactly(bytes);
            var tag = new EntityTagHeaderValue($"\"{Convert.ToHexStringLower(SHA256.HashData(bytes).AsSpan(0, 12))}\"");
            var type = Types[Path.GetExtension(resource)];
            app.MapGet(Address(resource[Folder.Length..]), (HttpResponse response) => Page(response, bytes, type, tag)).ExcludeFromDescription();
        }
    }

    /// <summary>Pages go without their ending.</summary>
    private static string Address(string file) => file == "index.html" ? "/" : $"/{(file.EndsWith(".html", StringComparison.Ordinal) ? Path.ChangeExtension(file, null) : file)}";

    private static FileContentHttpResult Page(HttpResponse response, byte[] bytes, string type, EntityTagHeaderValue tag)
    {
        response.Headers.CacheControl = "no-cache"; // kept, but asked for anew: a new version is seen at once
        return TypedResults.File(bytes, type, entityTag: tag);
    }
}
