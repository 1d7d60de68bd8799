using System.Diagnostics;
using Cutline.Imaging;
using Cutline.Studio;
using Cutline.Web.Problems;

namespace Cutline.Web.Cutting;

/// <summary>One photo that waits to be cut. Cancelled while it waits, it is let go at once and never begun.</summary>
internal sealed class CutTicket(ReadOnlyMemory<byte> photo, CutOrder order, CancellationToken cancel)
{
    private const int Waiting = 0, Begun = 1, Left = 2;

    private readonly TaskCompletionSource<CutPhoto> done = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private ReadOnlyMemory<byte> photo = photo;
    private readonly long came = Stopwatch.GetTimestamp();
    private int state;

    /// <exception cref="RefusedException">The photo cannot be read, or has no car in it.</exception>
    public async Task<CutPhoto> ResultAsync()
    {
        using var _ = cancel.Register(Leave);
        return await done.Task;
    }

    /// <summary>Cuts the photo, on the worker's thread; what goes wrong is for who waits.</summary>
    /// <returns>How long it waited and took, and what went wrong; null when it was not begun.</returns>
    public (TimeSpan Waited, TimeSpan Took, Exception? Fault)? Run(ICutter cutter)
    {
        if (Interlocked.CompareExchange(ref state, Begun, Waiting) != Waiting) return null;
        var began = Stopwatch.GetTimestamp();
        Exception? fault = null;
        try
        {
            done.SetResult(cutter.Cut(photo, order, cancel));
        }
        catch (OperationCanceledException e)
        {
            fault = e;
            done.SetCanceled(cancel);
        }
        catch (Exception e)
        {
            fault = Refused(e);
            done.SetException(fault);
        }

        photo = default;
        return (Stopwatch.GetElapsedTime(came, began), Stopwatch.GetElapsedTime(began), fault);
    }

    /// <summary>What a photo itself is to blame for is a refusal.</summary>
    private static Exception Refused(Exception e) => e switch
    {
        PhotoException => new RefusedException(Problem.Undecodable(e.Message)),
        NothingToCutException => new RefusedException(Problem.NoCar(e.Message)),
        _ => e,
    };

    private void Leave()
    {
        if (Interlocked.CompareExchange(ref state, Left, Waiting) != Waiting) return;
        photo = default;
        done.SetCanceled(cancel);
    }
}
