using Cutline.Web.Cutting;

namespace Cutline.Web.Tests.Running;

/// <summary>Cuts a photo only when it is permitted to: for tests of what waits.</summary>
/// <param name="cutter">The cutter that is called then; null to return three bytes.</param>
internal sealed class StoppedCutter(ICutter? cutter = null) : ICutter
{
    private readonly SemaphoreSlim permits = new(0);
    private int begun;

    /// <summary>Photos that were begun.</summary>
    public int Begun => Volatile.Read(ref begun);

    /// <summary>Permits so many photos to be cut.</summary>
    public void Let(int photos) => permits.Release(photos);

    public CutResult Cut(ReadOnlyMemory<byte> photo, CutSettings settings, CancellationToken cancel)
    {
        Interlocked.Increment(ref begun);
        permits.Wait(cancel);
        return cutter?.Cut(photo, settings, cancel) ?? new([1, 2, 3], default, default, 1);
    }

    /// <summary>Waits until so many photos were begun.</summary>
    public async Task BegunAsync(int photos)
    {
        for (var i = 0; Begun < photos; i++)
        {
            Assert.True(i < 6000, $"{Begun} photos were begun, not {photos}");
            await Task.Delay(10);
        }
    }
}
