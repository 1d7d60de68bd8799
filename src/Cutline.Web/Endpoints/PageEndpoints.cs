using System.Security.Cryptography;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Net.Http.Headers;

namespace Cutline.Web.Endpoints;

/// <summary>The endpoints of the studio page, the API page and the page of labels: embedded resources only.</summary>
internal static class PageEndpoints
{
    private const string Folder = "Pages/", LabelPage = "labels.html";

    /// <summary>What the page of labels consists of: another service's page, of which this one has no data.</summary>
    private static readonly string[] LabelFiles = [LabelPage, "labels.css", "modules/labels.js"];

    private static readonly string[] SharedFiles = ["base.css", "icon.svg", "modules/find.js", "modules/root.js"];

    private static readonly Dictionary<string, string> Types = new(StringComparer.Ordinal)
    {
        [".html"] = "text/html; charset=utf-8", [".css"] = "text/css; charset=utf-8", [".js"] = "text/javascript; charset=utf-8",
            [".svg"] = "image/svg+xml",
    };

    /// <summary>The studio page and the API page.</summary>
    public static void MapPages(this IEndpointRouteBuilder app) =>
        Map(app, file => !LabelFiles.Contains(file), file => file == "index.html" ? "/" : Address(file));

    /// <summary>The page that looks through labels, alone.</summary>
    public static void MapLabelPage(this IEndpointRouteBuilder app) =>
        Map(app, file => LabelFiles.Contains(file) || SharedFiles.Contains(file), file => file == LabelPage ? "/" : Address(file));

    private static void Map(IEndpointRouteBuilder app, Predicate<string> isServed, Func<string, string> address)
    {
        var assembly = typeof(PageEndpoints).Assembly;
        foreach (var resource in assembly.GetManifestResourceNames().Where(n => n.StartsWith(Folder, StringComparison.Ordinal)))
        {
            var file = resource[Folder.Length..];
            if (!isServed(file)) continue;
            using var stream = assembly.GetManifestResourceStream(resource)!;
            var bytes = new byte[stream.Length];
            stream.ReadExactly(bytes);
            var tag = new EntityTagHeaderValue($"\"{Convert.ToHexStringLower(SHA256.HashData(bytes).AsSpan(0, 12))}\"");
            var type = Types[Path.GetExtension(resource)];
            app.MapGet(address(file), (HttpResponse response) => Page(response, bytes, type, tag)).ExcludeFromDescription();
        }
    }

    /// <summary>The address of a file; pages have no extension.</summary>
    private static string Address(string file) =>
        $"/{(file.EndsWith(".html", StringComparison.Ordinal) ? Path.ChangeExtension(file, null) : file)}";

    private static FileContentHttpResult Page(HttpResponse response, byte[] bytes, string type, EntityTagHeaderValue tag)
    {
        response.Headers.CacheControl = "no-cache"; // cached, but revalidated, so that a new version is seen at once
        return TypedResults.File(bytes, type, entityTag: tag);
    }
}
