using Cutline.Imaging;
using Cutline.Web.Configuration;
using Cutline.Web.Cutting;
using Cutline.Web.Problems;
using Cutline.Web.Storage;
using Cutline.Web.Uploads;
using Microsoft.AspNetCore.Http.Features;

namespace Cutline.Web.Jobs;

/// <summary>Reads a form of several photos into a job's files as it arrives, and accepts the job when it is complete.</summary>
internal sealed class JobUploadReader(
    ServeOptions options, PhotoValidator validator, ICutter cutter, StoreHealth health)
{
    private readonly JobLimits limits = options.Jobs;

    /// <param name="request">The request.</param>
    /// <param name="job">The job.</param>
    /// <param name="hold">Told of bytes before memory is taken for them; photos take none.</param>
    /// <param name="cancel">Cancelled when the client has disconnected.</param>
    /// <exception cref="ProblemException">
    /// There are no photos or too many, they are too large, the upload takes too long, or an option is wrong.
    /// </exception>
    public async Task ReadAsync(HttpRequest request, Job job, Action<long> hold, CancellationToken cancel)
    {
        if (!PhotoForm.IsForm(request))
            throw new ProblemException(Problem.NoPhoto("a job is a form: send the photos as multipart/form-data, each as a field 'photo'"));
        if (request.HttpContext.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } size)
            size.MaxRequestBodySize = 2 * limits.Bytes;
        if (request.ContentLength > limits.Bytes) throw TooLarge();
        await UploadTimeout.RunAsync(limits.UploadTime, async time =>
        {
            var left = limits.Bytes;
            var files = new FormFiles(options);
            var fields = await PhotoForm.ReadAsync(
                request, async body =>
                    left -= await SaveAsync(body, job, left, time), (option, body) => files.ReadAsync(option, body, hold, time), time);
            if (job.Photos.Count == 0) throw new ProblemException(Problem.NoPhoto("the form has no photo: send each as a field 'photo'"));
            await validator.ValidateAsync(files.Files, time);
            var settings = CutSettings.Read(request.Query.Concat(fields), files.Files).For(cutter.Model);
            if (job.Photos.Count > 1 && settings.SinglePhotoOption is { } name)
                throw new ProblemException(Problem.BadRequest($"this value of {name} applies to one photo: send that photo alone"));
            await job.AcceptAsync(settings, time);
            return true;
        }, cancel);
    }

    /// <returns>The number of bytes written.</returns>
    private async Task<long> SaveAsync(Stream body, Job job, long left, CancellationToken cancel)
    {
        if (job.Photos.Count == limits.Photos)
            throw new ProblemException(Problem.TooLarge($"a job has at most {limits.Photos} photos: send the others as another job"));
        await using var file = Stored(() => job.Folder.CreateUpload(job.Add().Number));
        var block = new byte[1 << 16];
        for (int n; (n = await body.ReadAsync(block, cancel)) > 0;)
        {
            if (file.Length + n > options.Limits.MaxBytes) throw validator.TooLarge();
            if (file.Length + n > left) throw TooLarge();
            Stored(() =>
            {
                file.Write(block, 0, n);
                return true;
            });
        }

        return Stored(() =>
        {
            file.Flush(flushToDisk: true);
            return file.Length;
        });
    }

    /// <summary>Writes to the store; its failures are told from those of reading the request, which are the client's.</summary>
    /// <exception cref="ProblemException">The store cannot be written.</exception>
    /// <exception cref="IOException">The disk is full.</exception>
    private T Stored<T>(Func<T> write)
    {
        try
        {
            return write();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException && !AtomicFile.IsDiskFull(e))
        {
            throw new ProblemException(Problem.StoreUnusable(health.CauseOf(e)));
        }
    }

    private ProblemException TooLarge() =>
        new(Problem.TooLarge($"the photos of a job have at most {limits.Bytes} bytes together: send fewer at a time"));
}
