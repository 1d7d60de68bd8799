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
    private int state;

    /// <exception cref="RefusedException">The photo cannot be read, or has no car in it.</exception>
    public async Task<CutPhoto> ResultAsync()
    {
        using var _ = cancel.Register(Leave);
        return await done.Task;
    }

    /// <summary>Cuts the photo, on the worker's thread; what goes wrong is for who waits.</summary>
    /// <returns>Whether it was begun.</returns>
    public bool Run(ICutter cutter)
    {
        if (Interlocked.CompareExchange(ref state, Begun, Waiting) != Waiting) return false;
        try
        {
            done.SetResult(cutter.Cut(photo, order, cancel));
        }
        catch (OperationCanceledException)
        {
            done.SetCanceled(cancel);
        }
        catch (PhotoException e)
        {
            done.SetException(new RefusedException(Problem.Undecodable(e.Message)));
        }
        catch (NothingToCutException e)
        {
            done.SetException(new RefusedException(Problem.NoCar(e.Message)));
        }
        catch (Exception e)
        {
            done.SetException(e);
        }
        finally
        {
            photo = default;
        }

        return true;
    }

    private void Leave()
    {
        if (Interlocked.CompareExchange(ref state, Left, Waiting) != Waiting) return;
        photo = default;
        done.SetCanceled(cancel);
    }
}
