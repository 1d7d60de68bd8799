namespace Cutline.Web.Jobs;

/// <summary>Bytes that a job's cut-outs may still have, taken by several threads.</summary>
internal sealed class JobRoom(long bytes)
{
    private long left = bytes;

    /// <returns>Whether there was so much.</returns>
    public bool Take(long wanted)
    {
        if (Interlocked.Add(ref left, -wanted) >= 0) return true;
        Interlocked.Add(ref left, wanted);
        return false;
    }
}
