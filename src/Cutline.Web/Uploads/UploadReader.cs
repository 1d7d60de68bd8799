using Cutline.Web.Configuration;
using Cutline.Web.Problems;

namespace Cutline.Web.Uploads;

/// <summary>
/// Reads one photo from a request, as its body or as the form field <c>photo</c>, within the limits of size and time. File names that
/// clients send are ignored.
/// </summary>
internal sealed class UploadReader(ServeOptions options, PhotoValidator validator)
{
    /// <summary>Allowance for a form's boundaries, headers and text fields.</summary>
    private const long FormOverhead = 64 << 10;

    /// <param name="request">The request.</param>
    /// <param name="hold">Told of bytes before memory is taken for them.</param>
    /// <param name="cancel">Cancelled when the client has disconnected.</param>
    /// <exception cref="ProblemException">There is no photo, it is too large, or the upload takes too long.</exception>
    public async Task<Upload> ReadAsync(HttpRequest request, Action<long> hold, CancellationToken cancel)
    {
        var form = PhotoForm.IsForm(request);
        if (request.ContentLength > options.Limits.MaxBytes + (form ? FormFiles.Most + FormOverhead : 0)) throw validator.TooLarge();
        return await UploadTimeout.RunAsync(
            options.UploadTime,
            async time => form ? await FormAsync(request, hold, time)
                : new(await BytesAsync(request.Body, hold, time), [], Upload.NoFiles),
            cancel);
    }

    private async Task<Upload> FormAsync(HttpRequest request, Action<long> hold, CancellationToken cancel)
    {
        ReadOnlyMemory<byte>? photo = null;
        var files = new FormFiles(options);
        var fields = await PhotoForm.ReadAsync(request, async body =>
        {
            if (photo is not null)
                throw new ProblemException(Problem.BadRequest("there is more than one photo: send one, or several to /api/jobs"));
            photo = await BytesAsync(body, hold, cancel);
        }, (option, body) => files.ReadAsync(option, body, hold, cancel), cancel);
        return photo is { } bytes
            ? new(bytes, fields, files.Files)
            : throw new ProblemException(Problem.NoPhoto("the form has no photo: send the file as the field 'photo'"));
    }

    private Task<ReadOnlyMemory<byte>> BytesAsync(Stream body, Action<long> hold, CancellationToken cancel) =>
        BoundedBody.ReadAsync(body, options.Limits.MaxBytes, validator.TooLarge, cancel, hold);
}
