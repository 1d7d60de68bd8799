using Cutline.Imaging;
using System.Text;
using Cutline.Studio.Options;
using Cutline.Web.Problems;
using Cutline.Web.Storage;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.Primitives;
using Microsoft.Net.Http.Headers;

namespace Cutline.Web.Uploads;

/// <summary>
/// Reads a multipart form part by part as it arrives, without temporary files: photos under the name <c>photo</c>, options that are files,
/// and short text fields.
/// </summary>
internal static class PhotoForm
{
    private const int LongestBoundary = 70, LongestField = 256, MostFields = 24;

    public static bool IsForm(HttpRequest request) =>
        MediaTypeHeaderValue.TryParse(request.ContentType, out var type)
            && type.MediaType.Equals("multipart/form-data", StringComparison.OrdinalIgnoreCase);

    /// <param name="request">Its body is a form.</param>
    /// <param name="photo">Reads one photo to its end.</param>
    /// <param name="file">Reads a file to its end, which is the value of an option.</param>
    /// <param name="cancel">Cancels the reading.</param>
    /// <returns>The text fields.</returns>
    /// <exception cref="ProblemException">The form is malformed, or has parts that are not allowed.</exception>
    public static async Task<IReadOnlyList<KeyValuePair<string, StringValues>>> ReadAsync(
        HttpRequest request, Func<Stream, Task> photo, Func<CutOption, Stream, Task> file, CancellationToken cancel)
    {
        var fields = new List<KeyValuePair<string, StringValues>>();
        try
        {
            var reader = new MultipartReader(Boundary(request), request.Body) { HeadersCountLimit = 8, HeadersLengthLimit = 4096 };
            while (await reader.ReadNextSectionAsync(cancel) is { } part)
            {
                _ = ContentDispositionHeaderValue.TryParse(part.ContentDisposition, out var disposition);
                var name = HeaderUtilities.RemoveQuotes(disposition?.Name ?? "").ToString();
                if (name == "photo") await photo(part.Body);
                else if (FormFiles.Options.FirstOrDefault(option => option.Name == name) is { } option) await file(option, part.Body);
                else if (disposition?.IsFileDisposition() == true)
                    throw Malformed($"a file of the form has an unknown name: send each photo as 'photo'; other files are {FileNames}");
                else if (fields.Count == MostFields)
                    throw Malformed($"the form has more than {MostFields} fields: send photos and options only");
                else fields.Add(new(name, await TextAsync(part.Body, cancel)));
            }
        }
        catch (Exception e) when (e is InvalidDataException or IOException and not BadHttpRequestException && !AtomicFile.IsDiskFull(e))
        {
            throw Malformed("the form is malformed or incomplete: send it again as multipart/form-data");
        }

        return fields;
    }

    private static string FileNames => string.Join(", ", FormFiles.Options.Select(option => $"'{option.Name}'"));

    private static string Boundary(HttpRequest request)
    {
        var boundary = HeaderUtilities.RemoveQuotes(MediaTypeHeaderValue.Parse(request.ContentType).Boundary).ToString();
        return boundary.Length is > 0 and <= LongestBoundary
            ? boundary
            : throw Malformed($"the form has no boundary of 1 to {LongestBoundary} characters: let your HTTP client make the form");
    }

    private static async Task<string> TextAsync(Stream body, CancellationToken cancel)
    {
        var bytes = new byte[LongestField + 1];
        var length = await body.ReadAtLeastAsync(bytes, bytes.Length, throwOnEndOfStream: false, cancel);
        return length <= LongestField
            ? Encoding.UTF8.GetString(bytes, 0, length)
            : throw Malformed($"a field of the form has more than {LongestField} bytes: send photos as the field 'photo'");
    }

    private static ProblemException Malformed(string detail) => new(Problem.BadRequest(detail));
}
