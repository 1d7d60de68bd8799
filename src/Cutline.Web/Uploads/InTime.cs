using Cutline.Web.Problems;

namespace Cutline.Web.Uploads;

/// <summary>Reads what a client sends within a time.</summary>
internal static class InTime
{
    /// <param name="read">Given a token that is cancelled when the time is over, or the client is gone.</param>
    /// <exception cref="RefusedException">It took longer.</exception>
    public static async Task<T> ReadAsync<T>(TimeSpan most, Func<CancellationToken, Task<T>> read, CancellationToken cancel)
    {
        using var time = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        time.CancelAfter(most);
        try
        {
            return await read(time.Token);
        }
        catch (OperationCanceledException) when (!cancel.IsCancellationRequested)
        {
            throw new RefusedException(Problem.TooSlow);
        }
    }
}
