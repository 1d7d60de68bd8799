using Cutline.Web.Problems;

namespace Cutline.Web.Uploads;

/// <summary>Limits the duration of an upload.</summary>
internal static class UploadTimeout
{
    /// <summary>Runs a reading operation with a time limit.</summary>
    /// <param name="most">The limit.</param>
    /// <param name="read">Receives a token that is cancelled when the time is over or the client has disconnected.</param>
    /// <param name="cancel">Cancelled when the client has disconnected.</param>
    /// <exception cref="ProblemException">The time is over.</exception>
    public static async Task<T> RunAsync<T>(TimeSpan most, Func<CancellationToken, Task<T>> read, CancellationToken cancel)
    {
        using var time = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        time.CancelAfter(most);
        try
        {
            return await read(time.Token);
        }
        catch (OperationCanceledException) when (!cancel.IsCancellationRequested)
        {
            throw new ProblemException(Problem.UploadTimedOut);
        }
    }
}
