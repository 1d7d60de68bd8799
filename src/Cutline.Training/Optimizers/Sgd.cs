using Cutline.Training.Layers;
using static Cutline.Training.Layers.Scalars;
using static TorchSharp.torch;

namespace Cutline.Training.Optimizers;

/// <summary>
/// Stochastic gradient descent with momentum, as torch.optim.SGD: velocity = momentum · velocity + gradient, no dampening.
/// </summary>
public sealed class Sgd : Optimizer
{
    private readonly double momentum, weightDecay;
    private readonly bool nesterov;
    private readonly Tensor? velocity;

    /// <summary>Makes the optimizer.</summary>
    /// <exception cref="ArgumentException">A number is out of range, or Nesterov's step is asked for without momentum.</exception>
    public Sgd(FlatParameters parameters, double learningRate, double momentum = 0, double weightDecay = 0, bool nesterov = false)
        : base(parameters, learningRate)
    {
        (this.momentum, this.weightDecay, this.nesterov) = (Finite(0, momentum), Finite(0, weightDecay), nesterov);
        if (nesterov && momentum == 0) throw new ArgumentException("Nesterov's step needs a momentum above 0");
        velocity = momentum != 0 ? Zeros() : null;
    }

    /// <inheritdoc/>
    public override IReadOnlyDictionary<string, Tensor> State =>
        velocity is null ? new Dictionary<string, Tensor>() : new Dictionary<string, Tensor> { ["momentum_buffer"] = velocity };

    /// <inheritdoc/>
    protected override void Update(Tensor values, Tensor gradients)
    {
        if (weightDecay != 0) gradients = gradients.add(values, Held(weightDecay));
        if (velocity is not null)
        {
            velocity.mul_(Held(momentum)).PlusInPlace(gradients);
            gradients = nesterov ? gradients.add(velocity, Held(momentum)) : velocity;
        }

        foreach (var group in Parameters.Groups) group.Of(values).add_(group.Of(gradients), Held(-LearningRate * group.Rate));
    }
}
