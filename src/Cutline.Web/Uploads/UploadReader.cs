using Cutline.Web.Cutting;
using Cutline.Web.Problems;

namespace Cutline.Web.Uploads;

/// <summary>Reads one photo from a request, as its body or as the field <c>photo</c> of a form, within bytes and time. What the client calls the file is not looked at.</summary>
internal sealed class UploadReader(ServeOptions options, PhotoGate gate)
{
    /// <summary>A form's boundaries, headers and other fields.</summary>
    private const long Around = 64 << 10;

    /// <exception cref="RefusedException">There is no photo, it is too large, or it takes too long.</exception>
    public async Task<Upload> ReadAsync(HttpRequest request, CancellationToken cancel)
    {
        var form = PhotoForm.IsForm(request);
        if (request.ContentLength > options.Limits.MaxBytes + (form ? FormPictures.Most + Around : 0)) throw gate.TooLarge();
        return await InTime.ReadAsync(options.UploadTime, async time => form ? await FormAsync(request, time) : new(await BytesAsync(request.Body, time), [], CutFiles.None), cancel);
    }

    private async Task<Upload> FormAsync(HttpRequest request, CancellationToken cancel)
    {
        ReadOnlyMemory<byte>? photo = null;
        var pictures = new FormPictures(options);
        var fields = await PhotoForm.ReadAsync(request, async body =>
        {
            if (photo is not null) throw new RefusedException(Problem.BadRequest("there is more than one photo: send one, or several to /api/jobs"));
            photo = await BytesAsync(body, cancel);
        }, (name, body) => pictures.ReadAsync(name, body, cancel), cancel);
        return new(photo ?? throw new RefusedException(Problem.NoPhoto("the form has no photo: send the file as the field 'photo'")), fields, pictures.Files);
    }

    private Task<ReadOnlyMemory<byte>> BytesAsync(Stream body, CancellationToken cancel) => BoundedBody.ReadAsync(body, options.Limits.MaxBytes, gate.TooLarge, cancel);
}
