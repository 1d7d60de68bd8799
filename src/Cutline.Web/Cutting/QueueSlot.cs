namespace Cutline.Web.Cutting;

/// <summary>A slot in the queue. Disposing it frees the slot.</summary>
internal sealed class QueueSlot(CutQueue queue) : IDisposable
{
    private int freed;

    public void Dispose()
    {
        if (Interlocked.Exchange(ref freed, 1) == 0) queue.Free();
    }
}
