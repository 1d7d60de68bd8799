using Cutline.Training.Layers;
using static Cutline.Training.Layers.Scalars;
using static TorchSharp.torch;

namespace Cutline.Training.Optimizers;

/// <summary>
/// What <see cref="Adam"/> and <see cref="AdamW"/> share: running means of gradients and of their squares, bias-corrected, eps outside the
/// root.
/// They differ in where weight decay comes in: added to the gradient, or, decoupled, taken from the weights.
/// </summary>
public abstract class AdaptiveMoments : Optimizer
{
    private readonly double beta1, beta2, eps, weightDecay;
    private readonly bool decoupled;
    private readonly Tensor average, square;

    private protected AdaptiveMoments(FlatParameters parameters, double learningRate, double beta1, double beta2, double eps,
        double weightDecay, bool decoupled)
        : base(parameters, learningRate)
    {
        (this.beta1, this.beta2, this.eps) = (Finite(0, beta1, below: 1), Finite(0, beta2, below: 1), Finite(0, eps));
        (this.weightDecay, this.decoupled) = (Finite(0, weightDecay), decoupled);
        (average, square) = (Zeros(), Zeros());
    }

    /// <inheritdoc/>
    public override IReadOnlyDictionary<string, Tensor> State =>
        new Dictionary<string, Tensor> { ["exp_avg"] = average, ["exp_avg_sq"] = square };

    /// <inheritdoc/>
    protected override void Update(Tensor values, Tensor gradients)
    {
        if (decoupled && weightDecay != 0)
            foreach (var group in Parameters.Groups) group.Of(values).mul_(Held(1 - LearningRate * group.Rate * weightDecay));
        if (!decoupled && weightDecay != 0) gradients = gradients.add(values, Held(weightDecay));
        average.mul_(Held(beta1)).add_(gradients, Held(1 - beta1));
        square.mul_(Held(beta2)).addcmul_(gradients, gradients, Held(1 - beta2));
        var denominator = square.sqrt().div_(Held(Math.Sqrt(1 - Math.Pow(beta2, Steps)))).PlusInPlace(eps);
        foreach (var group in Parameters.Groups)
            {
            var rate = LearningRate * group.Rate / (1 - Math.Pow(beta1, Steps));
            group.Of(values).addcdiv_(group.Of(average), group.Of(denominator), Held(-rate));
        }
    }
}

/// <summary>Adam (Kingma and Ba 2015), as torch.optim.Adam: weight decay is added to the gradient.</summary>
public sealed class Adam(FlatParameters parameters, double learningRate = 1e-3, double beta1 = 0.9, double beta2 = 0.999,
    double eps = 1e-8, double weightDecay = 0)
    : AdaptiveMoments(parameters, learningRate, beta1, beta2, eps, weightDecay, decoupled: false);

/// <summary>Adam with decoupled weight decay (Loshchilov and Hutter 2019), as torch.optim.AdamW.</summary>
public sealed class AdamW(FlatParameters parameters, double learningRate = 1e-3, double beta1 = 0.9, double beta2 = 0.999,
    double eps = 1e-8, double weightDecay = 1e-2)
    : AdaptiveMoments(parameters, learningRate, beta1, beta2, eps, weightDecay, decoupled: true);
