namespace Cutline.Torch;

/// <summary>Shape, memory order, element type and device.</summary>
public sealed partial class Tensor
{
    private const long PreserveFormat = 1;
    private const long ChannelsLastFormat = 2;

    public Tensor To(DType type) => Ops.ToType.Tensor(this, type);

    public Tensor To(Device device) => Ops.ToDevice.Tensor(this, device, DType);

    public Tensor Contiguous() => Ops.Contiguous.Tensor(this);

    /// <summary>The same (N, C, H, W) with memory in the order (N, H, W, C), which convolutions prefer.</summary>
    public Tensor ChannelsLast() => Ops.Contiguous.Tensor(this, ChannelsLastFormat);

    /// <summary>A copy in the same memory order; gradients flow through it.</summary>
    public Tensor Clone() => Ops.Clone.Tensor(this, PreserveFormat);

    /// <summary>The same memory, outside the recorded graph.</summary>
    public Tensor Detach() => Ops.Detach.Tensor(this);

    public Tensor View(params long[] shape) => Ops.View.Tensor(this, shape);

    public Tensor Reshape(params long[] shape) => Ops.Reshape.Tensor(this, shape);

    public Tensor Permute(params long[] dims) => Ops.Permute.Tensor(this, dims);

    public Tensor Unsqueeze(int dim) => Ops.Unsqueeze.Tensor(this, dim);

    public Tensor Squeeze(int dim) => Ops.Squeeze.Tensor(this, dim);

    public Tensor Expand(params long[] shape) => Ops.Expand.Tensor(this, shape);

    /// <summary>Elements [start, start + length) of one dimension, in the same memory.</summary>
    public Tensor Narrow(int dim, long start, long length) => Ops.Narrow.Tensor(this, dim, start, length);

    /// <summary>Item <paramref name="index"/> of one dimension, which disappears.</summary>
    public Tensor Select(int dim, long index) => Ops.Select.Tensor(this, dim, index);

    public Tensor IndexSelect(int dim, Tensor indices) => Ops.IndexSelect.Tensor(this, dim, indices);

    /// <summary>Along one dimension, the elements at the given places of it (int64).</summary>
    public Tensor Gather(int dim, Tensor indices) => Ops.Gather.Tensor(this, dim, indices);

    public Tensor Flip(params long[] dims) => Ops.Flip.Tensor(this, dims);

    /// <summary>Copies values from another tensor, of any element type and device.</summary>
    public void CopyFrom(Tensor source) => Ops.CopyInto.InPlace(this, source);

    public void AddInPlace(long value) => Ops.AddScalarInPlace.InPlace(this, value);

    /// <summary>Takes over another tensor's memory, element type and device; whoever holds this tensor sees the new values.</summary>
    internal void SetData(Tensor source) => Ops.SetData.InPlace(this, source);

    public void Fill(double value) => Ops.Fill.InPlace(this, value);
}
