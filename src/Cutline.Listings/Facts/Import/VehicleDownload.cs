using System.Net;

namespace Cutline.Listings.Facts.Import;

/// <summary>Downloads a file of vehicles to a temporary file, which is deleted when it is closed.</summary>
internal static class VehicleDownload
{
    private const int BufferSize = 1 << 16;

    /// <summary>Downloads an address.</summary>
    /// <returns>The file, at its beginning, and the date of the Last-Modified header; null where there is none.</returns>
    /// <exception cref="FactsException">The server cannot be reached, answers with an error, takes too long or sends too much.</exception>
    internal static async Task<(FileStream File, DateOnly? Date)> FetchAsync(Uri address, ImportLimits limits, CancellationToken cancel)
    {
        using var timeout = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        timeout.CancelAfter(limits.DownloadTime);
        FileStream? file = null;
        try
        {
            using var client = new HttpClient { Timeout = Timeout.InfiniteTimeSpan };
            using var response = await client
                .GetAsync(address, HttpCompletionOption.ResponseHeadersRead, timeout.Token).ConfigureAwait(false);
            var status = response.StatusCode;
            if (status != HttpStatusCode.OK) throw Error($"answers {(int)status} {status}: check the address");
            var content = await response.Content.ReadAsStreamAsync(timeout.Token).ConfigureAwait(false);
            using var body = new BoundedStream(content, limits.FileBytes);
            file = new(Path.GetTempFileName(), FileMode.Open, FileAccess.ReadWrite, FileShare.None, BufferSize, FileOptions.DeleteOnClose);
            await body.CopyToAsync(file, timeout.Token).ConfigureAwait(false);
            file.Position = 0;
            return (file, response.Content.Headers.LastModified is { } date ? DateOnly.FromDateTime(date.UtcDateTime) : null);
        }
        catch (Exception e)
        {
            file?.Dispose();
            throw e switch
            {
                OperationCanceledException when !cancel.IsCancellationRequested =>
                    Error($"has not answered in full after {limits.DownloadTime.TotalSeconds:0} s: try again", e),
                HttpRequestException or IOException or InvalidDataException =>
                    Error($"cannot be fetched ({e.Message}): check the network", e),
                _ => e,
            };
        }

        FactsException Error(string predicate, Exception? inner = null) =>
            new($"{address} {predicate}, or fetch the file yourself and name it", inner);
    }
}
