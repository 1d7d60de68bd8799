using Cutline.Torch;
using Cutline.Torch.Nn;

namespace Cutline.Training.Models;

/// <summary>
/// Additive attention (Oktay et al. 2018, equations 1 and 2): the coarser features g say where the skip x matters. The weight of a
/// position is α = σ(ψ(ReLU(θ(x) + φ(g)))), worked out at the size of g and enlarged. (N, skip, H, W), (N, gate, H/2, W/2) → (N, skip, H, W).
/// </summary>
public sealed class AttentionGate : Module
{
    private readonly Conv2d theta, phi, psi;

    public AttentionGate(int skipChannels, int gateChannels)
    {
        var inner = Math.Max(1, skipChannels / 2);
        theta = Register("theta", new Conv2d(skipChannels, inner, 2, stride: 2, bias: false));
        phi = Register("phi", new Conv2d(gateChannels, inner, 1));
        psi = Register("psi", new Conv2d(inner, 1, 1));
    }

    public Tensor Forward(Tensor skip, Tensor gate)
    {
        var weight = psi.Forward(F.ReluInPlace(theta.Forward(skip) + phi.Forward(gate))).Sigmoid();   // (N, 1, H/2, W/2)
        return skip * F.Bilinear(weight, skip.Shape[2], skip.Shape[3]);
    }

    /// <exception cref="NotSupportedException">Always: this part needs the coarser features.</exception>
    public override Tensor Forward(Tensor x) => throw new NotSupportedException("AttentionGate needs the coarser features: call Forward(skip, gate)");
}
