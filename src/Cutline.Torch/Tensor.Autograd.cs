using Cutline.Torch.Native;

namespace Cutline.Torch;

public sealed partial class Tensor
{
    /// <summary>Whether operators on this tensor are recorded for <see cref="Backward"/>.</summary>
    public bool RequiresGrad
    {
        get => Describe().RequiresGrad != 0;
        set => Abi.Check(Abi.SetRequiresGrad(Handle, value ? (byte)1 : (byte)0), "requires_grad_", this);
    }

    /// <summary>The gradient that <see cref="Backward"/> accumulated here, or null. Each reading makes a tensor that the scope releases.</summary>
    /// <exception cref="TorchException">A gradient of another shape, element type or device is set.</exception>
    public Tensor? Grad
    {
        get
        {
            Abi.Check(Abi.Grad(Handle, out var grad), "grad", this);
            return grad == 0 ? null : new Tensor(grad);
        }
        set
        {
            // libtorch takes any tensor here, and fused optimizers then read beyond its end.
            if (value is not null && (value.DType != DType || value.Device != Device || !value.Shape.SequenceEqual(Shape)))
                throw new TorchException("set_grad", $"{this}, {value}", "a gradient has the shape, element type and device of its tensor");
            Abi.Check(Abi.SetGrad(Handle, value?.Handle ?? 0), "set_grad", this);
            GC.KeepAlive(value);
        }
    }

    /// <summary>Computes the gradient of this scalar with respect to every leaf that requires one, and adds it there.</summary>
    public void Backward() => Abi.Check(Abi.Backward(Handle), "backward", this);
}
