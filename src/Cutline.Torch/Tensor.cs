using System.Runtime.InteropServices;
using Cutline.Torch.Native;

namespace Cutline.Torch;

/// <summary>
/// An n-dimensional array in libtorch's memory. Released by <see cref="Dispose"/>, by the <see cref="TensorScope"/> it was made in,
/// or, failing both, by its finalizer. Not to be disposed of on one thread while another uses it.
/// </summary>
public sealed unsafe partial class Tensor : IDisposable
{
    private nint handle;

    internal Tensor(nint handle)
    {
        this.handle = handle;
        Scope = TensorScope.Adopt(this);
    }

    ~Tensor() => Release();

    internal TensorScope? Scope { get; set; }

    internal nint Handle => handle != 0 ? handle : throw new ObjectDisposedException(null, "the tensor was released: keep it beyond its scope with TensorScope.Keep");

    /// <summary>Live native tensors of this process.</summary>
    public static long LiveCount => Abi.Live();

    public long[] Shape
    {
        get
        {
            var d = Describe();
            var shape = new ReadOnlySpan<long>(d.Shape, d.Rank).ToArray();
            GC.KeepAlive(this);
            return shape;
        }
    }

    public int Rank => Describe().Rank;

    public long ElementCount => Describe().Elements;

    public DType DType => (DType)Describe().DType;

    public Device Device
    {
        get
        {
            var d = Describe();
            return new Device((DeviceKind)d.DeviceType, d.DeviceIndex);
        }
    }

    /// <summary>Whether the memory order is (N, H, W, C) under the shape (N, C, H, W).</summary>
    public bool IsChannelsLast => Describe().ChannelsLast != 0;

    public bool IsContiguous => Describe().Data is not null;

    /// <summary>The elements' memory, in order. Valid while the tensor lives.</summary>
    /// <exception cref="InvalidOperationException">The tensor is not on the CPU, or not contiguous.</exception>
    public Span<byte> Bytes
    {
        get
        {
            var d = Describe();
            if (d.Data is null && d.Elements > 0)
                throw new InvalidOperationException($"{this} has no plain memory to read: call Contiguous(), and To(Device.Cpu) first");
            return new Span<byte>(d.Data, checked((int)(d.Elements * ((DType)d.DType).Size())));
        }
    }

    /// <summary>As <see cref="Bytes"/>, typed.</summary>
    /// <exception cref="InvalidOperationException">The elements are of another type.</exception>
    public Span<T> Data<T>() where T : unmanaged => DType == DTypes.Of<T>()
        ? MemoryMarshal.Cast<byte, T>(Bytes)
        : throw new InvalidOperationException($"{this} does not hold elements of type {typeof(T).Name}: convert it with To(DType.{DTypes.Of<T>()})");

    /// <summary>A copy of the elements in order, from any device and memory format.</summary>
    public T[] ToArray<T>() where T : unmanaged
    {
        using var scope = new TensorScope();
        return Detach().To(Device.Cpu).To(DTypes.Of<T>()).Contiguous().Data<T>().ToArray();
    }

    /// <summary>The only element's value.</summary>
    public T Item<T>() where T : unmanaged => ElementCount == 1
        ? ToArray<T>()[0]
        : throw new InvalidOperationException($"{this} has {ElementCount} elements, not one");

    /// <summary>A new tensor with a copy of the data.</summary>
    /// <exception cref="ArgumentException">The shape asks for another number of elements.</exception>
    public static Tensor From<T>(ReadOnlySpan<T> data, params long[] shape) where T : unmanaged =>
        FromBytes(MemoryMarshal.AsBytes(data), DTypes.Of<T>(), shape);

    /// <summary>A new tensor of any element type with a copy of its bytes.</summary>
    /// <exception cref="ArgumentException">The shape asks for another number of bytes.</exception>
    public static Tensor FromBytes(ReadOnlySpan<byte> data, DType type, params long[] shape)
    {
        var expected = shape.Aggregate((Int128)type.Size(), (product, n) => n >= 0 ? product * n : throw new ArgumentException($"a dimension is negative: [{string.Join(", ", shape)}]"));
        if (expected != data.Length)
            throw new ArgumentException($"{type}[{string.Join(", ", shape)}] needs {expected} bytes, got {data.Length}");
        fixed (byte* bytes = data)
        fixed (long* dimensions = shape)
        {
            byte nothing = 0;
            Abi.Check(Abi.FromData(bytes is null ? &nothing : bytes, dimensions, shape.Length, (sbyte)type, out var tensor), "from_data");
            return new Tensor(tensor);
        }
    }

    /// <summary>Element type and shape, such as <c>Float32[16, 3, 128, 128]</c>, with the device when it is not the CPU.</summary>
    public override string ToString()
    {
        if (handle == 0) return "released";
        var device = Device;
        return $"{DType}[{string.Join(", ", Shape)}]{(device.IsCuda ? $" on {device}" : "")}";
    }

    public void Dispose()
    {
        Release();
        GC.SuppressFinalize(this);
    }

    private void Release()
    {
        var released = Interlocked.Exchange(ref handle, 0);
        if (released != 0) Abi.Release(released);
    }

    private Description Describe()
    {
        Abi.Check(Abi.Describe(Handle, out var description), "describe");
        GC.KeepAlive(this);
        return description;
    }
}
