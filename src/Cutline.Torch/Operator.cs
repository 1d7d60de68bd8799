using System.Buffers;
using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Text;
using Cutline.Torch.Native;

namespace Cutline.Torch;

/// <summary>
/// Any operator of libtorch, called by name through its dispatcher: autograd, autocast and device selection included.
/// Names and argument order are those of native_functions.yaml; trailing arguments take their defaults.
/// </summary>
public sealed class Operator
{
    private static readonly ConcurrentDictionary<(string, string), Operator> Known = new();

    private const string Aten = "aten::";

    // No operator takes as many; arguments lie on the stack.
    private const int MostArguments = 64;

    private readonly nint handle;
    private readonly Guards.Guard? guard;

    private Operator(string name, nint handle)
    {
        Name = name;
        this.handle = handle;
        guard = Guards.Of(name);
    }

    public string Name { get; }

    /// <summary>Its arguments with their types and defaults, and its results, such as <c>aten::relu(Tensor self) -> (Tensor)</c>.</summary>
    public string Schema => Abi.Schema(handle);

    /// <summary>Finds <c>aten::name.overload</c>.</summary>
    /// <exception cref="TorchException">This libtorch has no such operator.</exception>
    public static Operator Find(string name, string overload = "") =>
        TryFind(name, overload) ?? throw new TorchException(overload.Length > 0 ? $"{name}.{overload}" : name, "", Abi.Error);

    /// <summary>The operator, or null where this libtorch lacks it.</summary>
    public static Operator? TryFind(string name, string overload = "")
    {
        if (name.StartsWith(Aten, StringComparison.Ordinal)) name = name[Aten.Length..];
        if (Known.TryGetValue((name, overload), out var known)) return known;
        if (Abi.Operator(name.Contains("::", StringComparison.Ordinal) ? name : Aten + name, overload, out var handle) != 0) return null;
        return Known.GetOrAdd((name, overload), new Operator(name, handle));
    }

    /// <summary>Calls it for its one tensor.</summary>
    public Tensor Tensor(params ReadOnlySpan<Arg> arguments) =>
        Invoke(arguments) is [Tensor only] ? only : throw new TorchException(Name, Describe(arguments), "did not return one tensor");

    /// <summary>Calls it for its tensors, those of a list in order; an undefined one is null.</summary>
    public Tensor?[] Tensors(params ReadOnlySpan<Arg> arguments)
    {
        var results = Invoke(arguments);
        if (results.Any(r => r is not (null or Torch.Tensor))) throw new TorchException(Name, Describe(arguments), "did not return tensors alone");
        return Array.ConvertAll(results, r => (Tensor?)r);
    }

    /// <summary>Calls an operator that works in place; what it returns is its own argument.</summary>
    public unsafe void InPlace(params ReadOnlySpan<Arg> arguments)
    {
        foreach (ref readonly var value in new ReadOnlySpan<NativeValue>(Call(arguments, out var count), count))
            if (value.Kind == ValueKind.Tensor) Abi.Release(value.Pointer);
    }

    private unsafe object?[] Invoke(ReadOnlySpan<Arg> arguments)
    {
        var values = Call(arguments, out var count);
        var results = new object?[count];
        for (var i = 0; i < count; i++)
        {
            results[i] = values[i].Kind switch
            {
                ValueKind.Tensor => new Tensor(values[i].Pointer),
                ValueKind.Int => values[i].Integer,
                ValueKind.Double => values[i].Number,
                ValueKind.Bool => values[i].Integer != 0,
                _ => null,
            };
        }

        return results;
    }

    [SkipLocalsInit]
    private unsafe NativeValue* Call(ReadOnlySpan<Arg> arguments, out int count)
    {
        if (arguments.Length > MostArguments) throw new TorchException(Name, $"{arguments.Length} arguments", "no operator takes so many");
        var native = stackalloc NativeValue[arguments.Length];
        Span<GCHandle> pins = stackalloc GCHandle[arguments.Length];
        var pinned = 0;
        try
        {
            if (guard?.Invoke(arguments) is { } wrong) throw new TorchException(Name, Describe(arguments), wrong);
            for (var i = 0; i < arguments.Length; i++)
            {
                ref readonly var argument = ref arguments[i];
                native[i] = new NativeValue { Kind = argument.Kind, Integer = argument.Bits };
                if (argument.Object is null) continue;
                if (argument.Object is Tensor tensor)
                {
                    native[i].Pointer = tensor.Handle;
                    continue;
                }

                Array data = argument.Object switch
                {
                    string text => Encoding.UTF8.GetBytes(text),
                    Tensor?[] list => Array.ConvertAll(list, t => t?.Handle ?? 0),
                    var other => (Array)other,
                };
                pins[pinned] = GCHandle.Alloc(data, GCHandleType.Pinned);
                native[i].Pointer = pins[pinned++].AddrOfPinnedObject();
                native[i].Count = data.Length;
            }

            if (Abi.Call(handle, native, arguments.Length, out var results, out count) != 0)
                throw new TorchException(Name, Describe(arguments), Abi.Error);
            return results;
        }
        catch (ObjectDisposedException e)
        {
            throw new TorchException(Name, Describe(arguments), e.Message);
        }
        finally
        {
            foreach (ref var pin in pins[..pinned]) pin.Free();
            foreach (ref readonly var argument in arguments) GC.KeepAlive(argument.Object);
        }
    }

    private static string Describe(ReadOnlySpan<Arg> arguments)
    {
        var text = new StringBuilder();
        foreach (ref readonly var argument in arguments)
            text.Append(text.Length > 0 ? ", " : "").Append(argument.ToString());
        return text.ToString();
    }
}
