namespace Cutline.Torch;

/// <summary>
/// Owns the tensors made on this thread while it is the innermost scope, and releases them when it is disposed:
/// one scope for a training step frees all of the step's temporaries, at once and without the garbage collector.
/// </summary>
/// <example><code>
/// using var step = new TensorScope();
/// var loss = criterion.Forward(model.Forward(x), y);
/// loss.Backward();
/// </code></example>
public sealed class TensorScope : IDisposable
{
    [ThreadStatic] private static TensorScope? innermost;

    private readonly TensorScope? outer = innermost;
    private readonly List<Tensor> owned = [];
    private bool disposed;

    public TensorScope() => innermost = this;

    /// <summary>The tensor outlives this scope: the enclosing one, if any, owns it from now on. A tensor of another scope stays there.</summary>
    /// <returns>The tensor itself.</returns>
    public Tensor Keep(Tensor tensor)
    {
        if (tensor.Scope != this) return tensor;
        outer?.owned.Add(tensor);
        tensor.Scope = outer;
        return tensor;
    }

    /// <summary>Takes a tensor out of every scope: whoever holds it disposes of it.</summary>
    public static Tensor Detach(Tensor tensor)
    {
        tensor.Scope = null;
        return tensor;
    }

    internal static TensorScope? Adopt(Tensor tensor)
    {
        innermost?.owned.Add(tensor);
        return innermost;
    }

    /// <exception cref="InvalidOperationException">An inner scope is still open, or this is another thread.</exception>
    public void Dispose()
    {
        if (disposed) return;
        if (innermost != this) throw new InvalidOperationException("a TensorScope is disposed on its own thread, after the scopes within it");
        disposed = true;
        innermost = outer;
        foreach (var tensor in owned)
            if (tensor.Scope == this) tensor.Dispose();
        owned.Clear();
    }
}
