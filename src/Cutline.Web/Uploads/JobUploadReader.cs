using Cutline.Web.Cutting;
using Cutline.Web.Jobs;
using Cutline.Web.Problems;
using Microsoft.AspNetCore.Http.Features;

namespace Cutline.Web.Uploads;

/// <summary>Reads a form of several photos into a job's files as it comes in; when it is whole, the job is accepted.</summary>
internal sealed class JobUploadReader(ServeOptions options, PhotoGate gate)
{
    private readonly JobLimits limits = options.Jobs;

    /// <exception cref="RefusedException">There are no photos or too many, they are too large, take too long, or an option is wrong.</exception>
    public async Task ReadAsync(HttpRequest request, Job job, CancellationToken cancel)
    {
        if (!PhotoForm.IsForm(request)) throw new RefusedException(Problem.NoPhoto("a job is a form: send the photos as multipart/form-data, each as a field 'photo'"));
        if (request.HttpContext.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } size) size.MaxRequestBodySize = 2 * limits.Bytes;
        if (request.ContentLength > limits.Bytes) throw TooLarge();
        await InTime.ReadAsync(limits.UploadTime, async time =>
        {
            var left = limits.Bytes;
            var pictures = new FormPictures(options);
            var fields = await PhotoForm.ReadAsync(
                request, async body => left -= await SaveAsync(body, job, left, time), (name, body) => pictures.ReadAsync(name, body, time), time);
            if (job.Photos.Count == 0) throw new RefusedException(Problem.NoPhoto("the form has no photo: send each as a field 'photo'"));
            gate.Admit(pictures.Files);
            var order = CutOrder.Read(request.Query.Concat(fields), pictures.Files);
            if (job.Photos.Count > 1 && order.OfOnePhoto is { } what) throw new RefusedException(Problem.BadRequest($"{what} of one photo: send that photo alone"));
            await job.AcceptAsync(order, time);
            return true;
        }, cancel);
    }

    /// <returns>Bytes written.</returns>
    private async Task<long> SaveAsync(Stream body, Job job, long left, CancellationToken cancel)
    {
        if (job.Photos.Count == limits.Photos) throw new RefusedException(Problem.TooLarge($"a job has at most {limits.Photos} photos: send the rest as another"));
        await using var file = new FileStream(job.Add().Upload, FileMode.CreateNew, FileAccess.Write, FileShare.None, bufferSize: 0, useAsync: true);
        var block = new byte[1 << 16];
        for (int n; (n = await body.ReadAsync(block, cancel)) > 0;)
        {
            if (file.Length + n > options.Limits.MaxBytes) throw gate.TooLarge();
            if (file.Length + n > left) throw TooLarge();
            await file.WriteAsync(block.AsMemory(0, n), cancel);
        }

        file.Flush(flushToDisk: true);
        return file.Length;
    }

    private RefusedException TooLarge() => new(Problem.TooLarge($"a job's photos have at most {limits.Bytes} bytes together: send fewer at a time"));
}
