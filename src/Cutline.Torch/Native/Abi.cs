using System.Runtime.InteropServices;

namespace Cutline.Torch.Native;

internal enum ValueKind
{
    None, Tensor, Int, Double, Bool, String, IntList, DoubleList, BoolList, TensorList,
}

/// <summary>One argument or result as it crosses the ABI: a tag and eight bytes.</summary>
[StructLayout(LayoutKind.Explicit, Size = 16)]
internal struct NativeValue
{
    [FieldOffset(0)] public ValueKind Kind;
    [FieldOffset(4)] public int Count;
    [FieldOffset(8)] public long Integer;
    [FieldOffset(8)] public double Number;
    [FieldOffset(8)] public nint Pointer;
}

[StructLayout(LayoutKind.Sequential)]
internal unsafe struct Description
{
    public long Elements;
    public void* Data;
    public long* Shape;
    public int Rank;
    public int DeviceIndex;
    public sbyte DeviceType;
    public sbyte DType;
    public byte RequiresGrad;
    public byte ChannelsLast;
}

/// <summary>native/torch.cpp, function by function.</summary>
internal static unsafe partial class Abi
{
    private const string Library = "cutline_torch";

    [LibraryImport(Library, EntryPoint = "ct_error")] private static partial nint ErrorText();
    [LibraryImport(Library, EntryPoint = "ct_version")] private static partial nint VersionText();
    [LibraryImport(Library, EntryPoint = "ct_live")] internal static partial long Live();
    [LibraryImport(Library, EntryPoint = "ct_keep_memory")] internal static partial void KeepMemory();
    [LibraryImport(Library, EntryPoint = "ct_operator", StringMarshalling = StringMarshalling.Utf8)] internal static partial int Operator(string name, string overload, out nint handle);
    [LibraryImport(Library, EntryPoint = "ct_schema")] private static partial int SchemaText(nint op, out nint text);
    [LibraryImport(Library, EntryPoint = "ct_call")] internal static partial int Call(nint op, NativeValue* arguments, int count, out NativeValue* results, out int resultCount);
    [LibraryImport(Library, EntryPoint = "ct_release")] internal static partial void Release(nint tensor);
    [LibraryImport(Library, EntryPoint = "ct_from_data")] internal static partial int FromData(void* data, long* shape, int rank, sbyte dtype, out nint tensor);
    [LibraryImport(Library, EntryPoint = "ct_describe")] internal static partial int Describe(nint tensor, out Description description);
    [LibraryImport(Library, EntryPoint = "ct_backward")] internal static partial int Backward(nint tensor);
    [LibraryImport(Library, EntryPoint = "ct_set_requires_grad")] internal static partial int SetRequiresGrad(nint tensor, byte value);
    [LibraryImport(Library, EntryPoint = "ct_grad")] internal static partial int Grad(nint tensor, out nint grad);
    [LibraryImport(Library, EntryPoint = "ct_set_grad")] internal static partial int SetGrad(nint tensor, nint grad);
    [LibraryImport(Library, EntryPoint = "ct_grad_mode")] internal static partial byte GradMode();
    [LibraryImport(Library, EntryPoint = "ct_set_grad_mode")] internal static partial void SetGradMode(byte enabled);
    [LibraryImport(Library, EntryPoint = "ct_autocast")] internal static partial int Autocast(byte cuda, sbyte dtype);
    [LibraryImport(Library, EntryPoint = "ct_threads")] internal static partial int Threads();
    [LibraryImport(Library, EntryPoint = "ct_set_threads")] internal static partial int SetThreads(int count);
    [LibraryImport(Library, EntryPoint = "ct_cuda_devices")] internal static partial int CudaDevices(out int count);
    [LibraryImport(Library, EntryPoint = "ct_synchronize")] internal static partial int Synchronize(int index);
    [LibraryImport(Library, EntryPoint = "ct_seed")] internal static partial int Seed(long seed);
    [LibraryImport(Library, EntryPoint = "ct_random_state")] internal static partial int RandomState(byte cuda, int index, out nint state);
    [LibraryImport(Library, EntryPoint = "ct_set_random_state")] internal static partial int SetRandomState(byte cuda, int index, nint state);

    internal static string Version => Marshal.PtrToStringUTF8(VersionText())!;

    /// <summary>libtorch's reason, in one line.</summary>
    internal static string Error => NativeReason.Shortened(Marshal.PtrToStringUTF8(ErrorText()) ?? "");

    /// <summary>An operator's schema, such as <c>aten::relu(Tensor self) -> (Tensor)</c>.</summary>
    internal static string Schema(nint op)
    {
        Check(SchemaText(op, out var text), "schema");
        return Marshal.PtrToStringUTF8(text)!;
    }

    /// <summary>Throws what a failed call left in <see cref="Error"/>. Being passed here also keeps the call's tensor from the finalizer.</summary>
    internal static void Check(int status, string what, object? argument = null)
    {
        if (status != 0) throw new TorchException(what, argument?.ToString() ?? "", Error);
    }
}
