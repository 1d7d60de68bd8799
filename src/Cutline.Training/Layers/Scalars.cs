using TorchSharp;
using static TorchSharp.torch;

namespace Cutline.Training.Layers;

/// <summary>
/// Numbers as arguments of libtorch's functions, held until the call has read them. TorchSharp (0.107) makes a <see cref="Scalar"/> of each
/// number, as in <c>x * 0.5</c>, and of the 1 in <c>a + b</c>, and forgets it before libtorch has read it: where another thread collects
/// garbage meanwhile, its finalizer frees the number under the running function, which then fails with "Expected false to be true".
/// Write <c>x * Held(0.5)</c> and <c>a.Plus(b)</c> in code that runs beside other threads, as training does.
/// </summary>
public static class Scalars
{
    private const int Kept = 64; // more than any call takes

    private static readonly Scalar One = 1;

    [ThreadStatic]
    private static Scalar[]? recent;

    [ThreadStatic]
    private static int next;

    /// <summary>A number that this thread holds until it has made 64 more; use it in one call and do not keep it.</summary>
    public static Scalar Held(double value) => Hold(value);

    /// <inheritdoc cref="Held(double)"/>
    public static Scalar Held(long value) => Hold(value);

    /// <summary>a + b, broadcast.</summary>
    public static Tensor Plus(this Tensor a, Tensor b)
    {
        ArgumentNullException.ThrowIfNull(a);
        return a.add(b, One);
    }

    /// <summary>a + b.</summary>
    public static Tensor Plus(this Tensor a, double b)
    {
        ArgumentNullException.ThrowIfNull(a);
        return a.add(Held(b), One);
    }

    /// <inheritdoc cref="Plus(Tensor, double)"/>
    public static Tensor Plus(this Tensor a, long b)
    {
        ArgumentNullException.ThrowIfNull(a);
        return a.add(Held(b), One);
    }

    /// <summary>Adds b to a in place, broadcast.</summary>
    /// <returns>a.</returns>
    public static Tensor PlusInPlace(this Tensor a, Tensor b)
    {
        ArgumentNullException.ThrowIfNull(a);
        return a.add_(b, One);
    }

    /// <summary>Adds b to a in place.</summary>
    /// <returns>a.</returns>
    public static Tensor PlusInPlace(this Tensor a, double b)
    {
        ArgumentNullException.ThrowIfNull(a);
        return a.add_(Held(b), One);
    }

    /// <inheritdoc cref="PlusInPlace(Tensor, double)"/>
    public static Tensor PlusInPlace(this Tensor a, long b)
    {
        ArgumentNullException.ThrowIfNull(a);
        return a.add_(Held(b), One);
    }

    private static Scalar Hold(Scalar scalar)
    {
        var held = recent ??= new Scalar[Kept];
        held[next]?.Dispose();
        held[next] = scalar;
        next = (next + 1) % Kept;
        return scalar;
    }
}
