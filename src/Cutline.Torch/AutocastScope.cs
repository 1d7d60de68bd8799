using Cutline.Torch.Native;

namespace Cutline.Torch;

/// <summary>
/// Autocast on one thread, for one kind of device. libtorch itself only knows on and off, and keeps one cache of cast weights whatever
/// their type: here the type before is remembered, and a change of type turns autocast off in between, which empties the cache.
/// </summary>
internal sealed class AutocastScope : IDisposable
{
    [ThreadStatic] private static DType? cpu, cuda;

    private readonly int thread = Environment.CurrentManagedThreadId;
    private readonly bool onCuda;
    private readonly DType? before;
    private bool disposed;

    internal AutocastScope(DType type, Device device)
    {
        if (type is not (DType.BFloat16 or DType.Float16))
            throw new ArgumentException($"autocast runs in BFloat16 or Float16, not in {type}");
        onCuda = device.IsCuda;
        before = Current;
        try
        {
            Switch(type);
        }
        catch (TorchException)
        {
            Switch(before);
            throw;
        }
    }

    private ref DType? Current => ref onCuda ? ref cuda : ref cpu;

    public void Dispose()
    {
        if (disposed) return;
        if (thread != Environment.CurrentManagedThreadId) throw new InvalidOperationException("an Autocast scope is disposed on its own thread");
        disposed = true;
        Switch(before);
    }

    private void Switch(DType? to)
    {
        if (Current == to) return;
        if (Current is not null) Set(-1);
        Current = null;
        if (to is { } type) Set((sbyte)type);
        Current = to;
    }

    private void Set(sbyte type) => Abi.Check(Abi.Autocast(onCuda ? (byte)1 : (byte)0, type), "autocast");
}
