using Cutline.Torch.Native;

namespace Cutline.Torch;

/// <summary>Recording for backward is off on one thread until this is disposed, and then as it was before.</summary>
internal sealed class NoGradScope : IDisposable
{
    private readonly int thread = Environment.CurrentManagedThreadId;
    private readonly byte before = Abi.GradMode();
    private bool disposed;

    internal NoGradScope() => Abi.SetGradMode(0);

    public void Dispose()
    {
        if (disposed) return;
        if (thread != Environment.CurrentManagedThreadId) throw new InvalidOperationException("a NoGrad scope is disposed on its own thread");
        disposed = true;
        Abi.SetGradMode(before);
    }
}
