namespace Cutline.Web.Cutting;

/// <summary>A place in the queue, given back when it is disposed of.</summary>
internal sealed class CutPlace(CutQueue queue) : IDisposable
{
    private int left;

    public void Dispose()
    {
        if (Interlocked.Exchange(ref left, 1) == 0) queue.Leave();
    }
}
