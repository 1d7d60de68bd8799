using static TorchSharp.torch;

namespace Cutline.Training.Layers;

/// <summary>One call of a function of <see cref="F"/>.</summary>
/// <param name="Function">
/// PyTorch's name where there is one, such as <c>cat</c>; <c>pad_to_multiple</c> and <c>crop_like</c> are our own.
/// </param>
/// <param name="Inputs">The tensors it was given, in order.</param>
/// <param name="Output">What it returned. Where the function worked in place, another handle to the input's memory.</param>
/// <param name="Attributes">
/// Everything else it was given, by PyTorch's argument names: <c>double</c>, <c>long</c>, <c>long[]</c> or <c>string</c>.
/// </param>
public sealed record FunctionCall(
    string Function, IReadOnlyList<Tensor> Inputs, Tensor Output, IReadOnlyDictionary<string, object> Attributes);

/// <summary>Is told of every call of a function of <see cref="F"/> on its thread, in the order of the calls.</summary>
public interface IFunctionRecorder
{
    /// <summary>Takes note of a call that has just returned.</summary>
    void Record(FunctionCall recorded);
}

/// <summary>The recorder of the current thread, as a model's export sets it.</summary>
public static class FunctionRecorder
{
    [ThreadStatic] private static IFunctionRecorder? current;

    /// <summary>The recorder that the functions of <see cref="F"/> report to on this thread; null for none.</summary>
    public static IFunctionRecorder? Current => current;

    /// <summary>Lets a recorder see every call on this thread until the returned scope is disposed.</summary>
    public static IDisposable Use(IFunctionRecorder recorder)
    {
        ArgumentNullException.ThrowIfNull(recorder);
        var scope = new Scope(current);
        current = recorder;
        return scope;
    }

    private sealed class Scope(IFunctionRecorder? before) : IDisposable
    {
        public void Dispose() => current = before;
    }
}
