using Cutline.Web.Problems;
using Cutline.Web.Sharing;

namespace Cutline.Web.Cutting;

/// <summary>
/// A client's slot in the queue, with the memory of its upload and of its result. Disposing it gives all back. Thread-safe.
/// </summary>
internal sealed class QueueSlot(CutQueue queue, MemoryBudget memory, string client) : IDisposable
{
    private readonly Lock gate = new();
    private long upload, result;
    private bool freed;

    /// <summary>See <see cref="Sharing.Client"/>.</summary>
    public string Client => client;

    /// <summary>Counts bytes of the upload as used memory.</summary>
    /// <exception cref="ProblemException">Uploads have no memory left.</exception>
    public void Hold(long bytes)
    {
        lock (gate)
        {
            if (freed) return;
            if (!memory.TakeUpload(bytes)) throw new ProblemException(Problem.MemoryBusy(queue.Wait));
            upload += bytes;
        }
    }

    /// <summary>Counts bytes of the result as used memory.</summary>
    public void Keep(long bytes)
    {
        lock (gate)
        {
            if (freed) return;
            queue.Keep(client, bytes);
            result += bytes;
        }
    }

    public void Dispose()
    {
        lock (gate)
        {
            if (freed) return;
            freed = true;
            memory.ReturnUpload(upload);
            queue.Free(client, result);
        }
    }
}
