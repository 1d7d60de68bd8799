using System.Text;
using Cutline.Imaging;
using Cutline.Web.Cutting;
using Cutline.Web.Jobs;
using Cutline.Web.Problems;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.Primitives;
using Microsoft.Net.Http.Headers;

namespace Cutline.Web.Uploads;

/// <summary>Reads a multipart form as it comes in, part by part, without a temporary file: photos under the name <c>photo</c>, the pictures of an order under theirs, and short fields.</summary>
internal static class PhotoForm
{
    private const int LongestBoundary = 70, LongestField = 256, MostFields = 24;

    public static bool IsForm(HttpRequest request) =>
        MediaTypeHeaderValue.TryParse(request.ContentType, out var type) && type.MediaType.Equals("multipart/form-data", StringComparison.OrdinalIgnoreCase);

    /// <param name="photo">Reads one photo's bytes to their end.</param>
    /// <param name="picture">Reads one of the order's pictures, told its name, to its end.</param>
    /// <returns>The other fields.</returns>
    /// <exception cref="RefusedException">The form is malformed, or has what it should not have.</exception>
    public static async Task<IReadOnlyList<KeyValuePair<string, StringValues>>> ReadAsync(HttpRequest request, Func<Stream, Task> photo, Func<string, Stream, Task> picture, CancellationToken cancel)
    {
        var fields = new List<KeyValuePair<string, StringValues>>();
        try
        {
            var reader = new MultipartReader(Boundary(request), request.Body) { HeadersCountLimit = 8, HeadersLengthLimit = 4096 };
            while (await reader.ReadNextSectionAsync(cancel) is { } part)
            {
                var name = ContentDispositionHeaderValue.TryParse(part.ContentDisposition, out var disposition) ? HeaderUtilities.RemoveQuotes(disposition.Name).ToString() : "";
                if (name == "photo") await photo(part.Body);
                else if (name is CutFiles.BackdropName or CutFiles.RetouchName) await picture(name, part.Body);
                else if (disposition?.IsFileDisposition() == true) throw Malformed("a file of the form is not called 'photo', 'backdrop' or 'retouch': send each photo under that name");
                else if (fields.Count == MostFields) throw Malformed($"the form has more than {MostFields} fields: send photos and options alone");
                else fields.Add(new(name, await TextAsync(part.Body, cancel)));
            }
        }
        catch (Exception e) when (e is InvalidDataException or IOException and not BadHttpRequestException && !AtomicFile.IsDiskFull(e))
        {
            throw Malformed("the form is malformed or ends too early: send it again as multipart/form-data");
        }

        return fields;
    }

    private static string Boundary(HttpRequest request)
    {
        var boundary = HeaderUtilities.RemoveQuotes(MediaTypeHeaderValue.Parse(request.ContentType).Boundary).ToString();
        return boundary.Length is > 0 and <= LongestBoundary ? boundary : throw Malformed("the form has no boundary of 1 to 70 characters: let your HTTP client make the form");
    }

    private static async Task<string> TextAsync(Stream body, CancellationToken cancel)
    {
        var bytes = new byte[LongestField + 1];
        var length = await body.ReadAtLeastAsync(bytes, bytes.Length, throwOnEndOfStream: false, cancel);
        return length <= LongestField ? Encoding.UTF8.GetString(bytes, 0, length) : throw Malformed($"a field of the form has more than {LongestField} bytes: send photos as the field 'photo'");
    }

    private static RefusedException Malformed(string detail) => new(Problem.BadRequest(detail));
}
