namespace Cutline.Web.Jobs;

/// <summary>A budget of bytes for the cut-outs of a job; thread-safe.</summary>
internal sealed class ByteBudget(long bytes)
{
    private long left = bytes;

    /// <summary>Takes bytes from the budget.</summary>
    /// <returns>Whether enough were left.</returns>
    public bool Take(long wanted)
    {
        if (Interlocked.Add(ref left, -wanted) >= 0) return true;
        Interlocked.Add(ref left, wanted);
        return false;
    }
}
