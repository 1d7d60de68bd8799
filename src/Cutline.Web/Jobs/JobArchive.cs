using System.Globalization;
using System.IO.Compression;
using Cutline.Web.Cutting;
using Cutline.Web.Problems;

namespace Cutline.Web.Jobs;

/// <summary>A job's cut-outs as files.</summary>
internal static class JobArchive
{
    /// <summary>A file's name by the photo's place in the upload, such as <c>0001.png</c>.</summary>
    public static string Name(JobPhoto photo, CutOrder order) => string.Create(CultureInfo.InvariantCulture, $"{photo.Number:D4}.{order.Ending}");

    /// <exception cref="RefusedException">The job was deleted meanwhile.</exception>
    public static FileStream Open(JobPhoto photo)
    {
        try
        {
            return new FileStream(photo.CutOut, FileMode.Open, FileAccess.Read, FileShare.Read, 1 << 16, useAsync: true);
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new RefusedException(Problem.NotFound("the job was deleted"));
        }
    }

    /// <summary>Writes all cut-outs as a ZIP, stored as they are: pictures are compressed already.</summary>
    public static async Task WriteAsync(Job job, Stream body, CancellationToken cancel)
    {
        await using var zip = await ZipArchive.CreateAsync(body, ZipArchiveMode.Create, leaveOpen: true, entryNameEncoding: null, cancel);
        foreach (var photo in job.Photos.Where(p => p.State == WorkState.Done))
        {
            await using var from = Open(photo);
            await using var to = await zip.CreateEntry(Name(photo, job.Order!), CompressionLevel.NoCompression).OpenAsync(cancel);
            await from.CopyToAsync(to, cancel);
        }
    }
}
