using Cutline.Torch.Native;

namespace Cutline.Torch;

public sealed partial class Tensor
{
    /// <summary>Whether operators on this tensor are recorded for <see cref="Backward"/>.</summary>
    public bool RequiresGrad
    {
        get => Describe().RequiresGrad != 0;
        set => Abi.Check(Abi.SetRequiresGrad(Handle, value ? (byte)1 : (byte)0), "requires_grad_");
    }

    /// <summary>The gradient that <see cref="Backward"/> accumulated here, or null. Each reading makes a tensor that the scope releases.</summary>
    public Tensor? Grad
    {
        get
        {
            Abi.Check(Abi.Grad(Handle, out var grad), "grad");
            return grad == 0 ? null : new Tensor(grad);
        }
        set => Abi.Check(Abi.SetGrad(Handle, value?.Handle ?? 0), "set_grad");
    }

    /// <summary>Computes the gradient of this scalar with respect to every leaf that requires one, and adds it there.</summary>
    public void Backward()
    {
        if (Abi.Backward(Handle) != 0) throw new TorchException("backward", ToString(), Abi.Error);
    }
}
