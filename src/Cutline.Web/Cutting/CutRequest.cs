using System.Diagnostics;
using Cutline.Imaging;
using Cutline.Studio.Mattes;
using Cutline.Web.Problems;

namespace Cutline.Web.Cutting;

/// <summary>A photo in the queue. Cancelled while it waits, it is released at once and never started.</summary>
internal sealed class CutRequest(ReadOnlyMemory<byte> photo, CutSettings settings, CancellationToken cancel)
{
    private const int Waiting = 0, Running = 1, Cancelled = 2;

    private readonly TaskCompletionSource<CutResult> done = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private ReadOnlyMemory<byte> photo = photo;
    private readonly long queued = Stopwatch.GetTimestamp();
    private int state;

    /// <summary>The memory that it needs.</summary>
    public required long Bytes { get; init; }

    /// <summary>Whose turn it waits for.</summary>
    public required string Client { get; init; }

    /// <summary>Called when it is started.</summary>
    public Action? Started { get; init; }

    /// <summary>Called with the size of its result, before that is handed out.</summary>
    public Action<long>? Finished { get; init; }

    /// <summary>Whether its memory was taken from the budget. Changed by the queue.</summary>
    public bool HasMemory { get; set; }

    public bool IsCancelled => Volatile.Read(ref state) == Cancelled;

    /// <summary>The result, when the request was run.</summary>
    /// <exception cref="ProblemException">The photo cannot be read, or contains no car.</exception>
    public async Task<CutResult> ResultAsync()
    {
        using var _ = cancel.Register(Cancel);
        return await done.Task;
    }

    /// <summary>Cuts the photo on the calling thread. Exceptions surface in the task of <see cref="ResultAsync"/>.</summary>
    /// <returns>How long it waited and took, and the exception, if any; null where it was not started.</returns>
    public (TimeSpan Waited, TimeSpan Took, Exception? Error)? Run(ICutter cutter)
    {
        if (Interlocked.CompareExchange(ref state, Running, Waiting) != Waiting) return null;
        var started = Stopwatch.GetTimestamp();
        Exception? error = null;
        try
        {
            Started?.Invoke();
            var cut = cutter.Cut(photo, settings, cancel);
            Finished?.Invoke(cut.Bytes.Length);
            done.SetResult(cut);
        }
        catch (OperationCanceledException e)
        {
            error = e;
            done.SetCanceled(cancel);
        }
        catch (Exception e)
        {
            error = AsProblem(e);
            done.SetException(error);
        }

        photo = default;
        return (Stopwatch.GetElapsedTime(queued, started), Stopwatch.GetElapsedTime(started), error);
    }

    /// <summary>Errors that the photo itself causes become problems.</summary>
    private static Exception AsProblem(Exception e) => e switch
    {
        PhotoException => new ProblemException(Problem.Undecodable(e.Message)),
        NothingToCutException => new ProblemException(Problem.NoCar(e.Message)),
        _ => e,
    };

    private void Cancel()
    {
        if (Interlocked.CompareExchange(ref state, Cancelled, Waiting) != Waiting) return;
        photo = default;
        done.SetCanceled(cancel);
    }
}
