using System.Net;

namespace Cutline.Listings.Facts.Import;

/// <summary>Fetches a file of vehicles into a temporary file that goes away when it is closed.</summary>
internal static class VehicleDownload
{
    /// <exception cref="FactsException">The server does not answer, answers with an error, takes too long or sends too much.</exception>
    internal static async Task<(FileStream File, DateOnly? Date)> FetchAsync(Uri address, ImportLimits limits, CancellationToken cancel)
    {
        using var late = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        late.CancelAfter(limits.DownloadTime);
        FileStream? file = null;
        try
        {
            using var client = new HttpClient { Timeout = Timeout.InfiniteTimeSpan };
            using var response = await client.GetAsync(address, HttpCompletionOption.ResponseHeadersRead, late.Token).ConfigureAwait(false);
            if (response.StatusCode != HttpStatusCode.OK) throw new FactsException($"{address} answers {(int)response.StatusCode} {response.StatusCode}: check the address, or fetch the file yourself and name it");
            using var body = new BoundedStream(await response.Content.ReadAsStreamAsync(late.Token).ConfigureAwait(false), limits.FileBytes);
            file = new(Path.GetTempFileName(), FileMode.Open, FileAccess.ReadWrite, FileShare.None, 1 << 16, FileOptions.DeleteOnClose);
            await body.CopyToAsync(file, late.Token).ConfigureAwait(false);
            file.Position = 0;
            return (file, response.Content.Headers.LastModified is { } date ? DateOnly.FromDateTime(date.UtcDateTime) : null);
        }
        catch (Exception e)
        {
            file?.Dispose();
            throw e switch
            {
                OperationCanceledException when !cancel.IsCancellationRequested =>
                    new FactsException($"{address} has not answered in full after {limits.DownloadTime.TotalSeconds:0} s: try again, or fetch the file yourself and name it", e),
                HttpRequestException or IOException or InvalidDataException => new FactsException($"{address} cannot be fetched ({e.Message}): check the network, or fetch the file yourself and name it", e),
                _ => e,
            };
        }
    }
}
