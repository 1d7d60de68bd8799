using Cutline.Web.Cutting;

namespace Cutline.Web.Tests.Running;

/// <summary>Cuts nothing, and only when it is let: for tests of what waits.</summary>
internal sealed class StoppedCutter : ICutter
{
    private readonly SemaphoreSlim permits = new(0);
    private int begun;

    /// <summary>Photos that were begun.</summary>
    public int Begun => Volatile.Read(ref begun);

    /// <summary>Lets so many photos be cut.</summary>
    public void Let(int photos) => permits.Release(photos);

    public CutResult Cut(ReadOnlyMemory<byte> photo, CutSettings settings, CancellationToken cancel)
    {
        Interlocked.Increment(ref begun);
        permits.Wait(cancel);
        return new([1, 2, 3], default, default, 1);
    }

    /// <summary>Waits until so many photos were begun.</summary>
    public async Task BegunAsync(int photos)
    {
        for (var i = 0; Begun < photos; i++)
        {
            Assert.True(i < 1000, $"{Begun} photos were begun, not {photos}");
            await Task.Delay(10);
        }
    }
}
