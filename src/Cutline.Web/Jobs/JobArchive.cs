using System.Globalization;
using System.IO.Compression;
using Cutline.Web.Cutting;
using Cutline.Web.Problems;
using Cutline.Web.Storage;

namespace Cutline.Web.Jobs;

/// <summary>The cut-outs of a job as files to download.</summary>
internal static class JobArchive
{
    /// <summary>A file name with the photo's number, such as <c>0001.png</c>.</summary>
    public static string Name(JobPhoto photo, CutSettings settings) =>
        string.Create(CultureInfo.InvariantCulture, $"{photo.Number:D4}.{settings.Extension}");

    /// <summary>Opens the cut-out of a photo.</summary>
    /// <param name="photo">It was cut.</param>
    /// <param name="health">Of the store.</param>
    /// <exception cref="ProblemException">The job has been deleted, or the store cannot be read.</exception>
    public static FileStream Open(JobPhoto photo, StoreHealth health)
    {
        try
        {
            return new FileStream(photo.CutOut, FileMode.Open, FileAccess.Read, FileShare.Read, 1 << 16, useAsync: true);
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new ProblemException(
                health.Missing is { } cause ? Problem.StoreUnusable(cause) : Problem.NotFound("the job was deleted"));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new ProblemException(Problem.StoreUnusable(health.CauseOf(e)));
        }
    }

    /// <summary>Writes all cut-outs as a ZIP archive without compression, since pictures are compressed already.</summary>
    public static async Task WriteAsync(Job job, StoreHealth health, Stream body, CancellationToken cancel)
    {
        await using var zip = await ZipArchive.CreateAsync(body, ZipArchiveMode.Create, leaveOpen: true, entryNameEncoding: null, cancel);
        foreach (var photo in job.Photos.Where(p => p.State == WorkState.Done))
        {
            await using var from = Open(photo, health);
            await using var to = await zip.CreateEntry(Name(photo, job.Settings!), CompressionLevel.NoCompression).OpenAsync(cancel);
            await from.CopyToAsync(to, cancel);
        }
    }
}
