using Cutline.Training.Layers;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Cutline.Training.Models;

/// <summary>
/// Additive attention (Oktay et al. 2018, equations 1 and 2): the coarser features g say where the skip x matters. The weight of a
/// position is α = σ(ψ(ReLU(θ(x) + φ(g)))), computed at the size of g and enlarged. (N, skip, H, W), (N, gate, H/2, W/2) → (N, skip, H, W).
/// </summary>
public sealed class AttentionGate : Module<Tensor, Tensor, Tensor>
{
    private readonly Conv2d theta, phi, psi;

    /// <summary>Makes the layers with weights drawn anew.</summary>
    public AttentionGate(int skipChannels, int gateChannels) : base(nameof(AttentionGate))
    {
        var inner = Math.Max(1, skipChannels / 2);
        theta = Conv2d(skipChannels, inner, 2, stride: 2, bias: false);
        phi = Conv2d(gateChannels, inner, 1);
        psi = Conv2d(inner, 1, 1);
        RegisterComponents();
    }

    /// <param name="skip">Features of the contracting path, (N, skip, H, W).</param>
    /// <param name="gate">The coarser features, (N, gate, H/2, W/2).</param>
    public override Tensor forward(Tensor skip, Tensor gate)
    {
        var weight = F.Sigmoid(psi.call(F.Relu(F.Add(theta.call(skip), phi.call(gate)), inPlace: true)));   // (N, 1, H/2, W/2)
        return F.Multiply(skip, F.Interpolate(weight, like: skip));
    }
}
