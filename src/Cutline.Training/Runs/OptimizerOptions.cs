using System.Text.Json.Serialization;
using Cutline.Torch;
using Cutline.Torch.Optim;

namespace Cutline.Training.Runs;

public enum OptimizerKind
{
    /// <summary>Stochastic gradient descent, with momentum.</summary>
    Sgd,

    /// <summary>Adam (Kingma and Ba 2015).</summary>
    Adam,

    /// <summary>Adam with decoupled weight decay (Loshchilov and Hutter 2019).</summary>
    [JsonStringEnumMemberName("adamw")]
    AdamW,
}

/// <summary>What follows the gradient. Weight decay and learning rate are the training's own options.</summary>
public sealed record OptimizerOptions
{
    /// <summary>Null for AdamW where there is weight decay, and Adam where there is none.</summary>
    public OptimizerKind? Kind { get; init; }

    /// <summary>Share of the last step that the next one keeps, with SGD; null for 0.9.</summary>
    public double? Momentum { get; init; }

    /// <summary>Looks ahead by the momentum before each step, with SGD.</summary>
    public bool Nesterov { get; init; }

    /// <exception cref="ArgumentException">A value is out of range, or means nothing to this optimizer.</exception>
    public OptimizerOptions Validated()
    {
        if (Kind is { } kind && !Enum.IsDefined(kind)) throw new ArgumentException($"optimizer {kind} is unknown: use sgd, adam or adamw");
        if (Kind != OptimizerKind.Sgd && Momentum is not null) throw new ArgumentException("momentum is SGD's: use --optimizer sgd, or leave --momentum out");
        if (Kind != OptimizerKind.Sgd && Nesterov) throw new ArgumentException("nesterov is SGD's: use --optimizer sgd, or leave --nesterov out");
        if (Momentum is not (null or (>= 0 and < 1))) throw new ArgumentException(FormattableString.Invariant($"momentum is {Momentum}: use 0 to below 1"));
        if (Nesterov && Momentum == 0) throw new ArgumentException("nesterov looks ahead by the momentum, which is 0: use --momentum 0.9, or leave --nesterov out");
        return this;
    }

    internal Optimizer Make(IEnumerable<Tensor> parameters, double learningRate, double weightDecay) =>
        (Kind ?? (weightDecay > 0 ? OptimizerKind.AdamW : OptimizerKind.Adam)) switch
        {
            OptimizerKind.Sgd => new Sgd(parameters, learningRate, Momentum ?? 0.9, weightDecay, Nesterov),
            OptimizerKind.AdamW => new AdamW(parameters, learningRate, weightDecay: weightDecay),
            _ => new Adam(parameters, learningRate, weightDecay: weightDecay),
        };
}
