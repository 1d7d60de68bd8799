using System.Text.Json.Serialization;
using Cutline.Training.Optimizers;

namespace Cutline.Training.Runs;

/// <summary>The rule by which parameters follow their gradients.</summary>
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

/// <summary>Which optimizer, and its numbers. Weight decay and learning rate are options of the training.</summary>
public sealed record OptimizerOptions
{
    /// <summary>Null for AdamW where there is weight decay, and Adam where there is none.</summary>
    public OptimizerKind? Kind { get; init; }

    /// <summary>How much of the last step the next one keeps, with SGD; null for 0.9.</summary>
    public double? Momentum { get; init; }

    /// <summary>Looks ahead by the momentum before each step, with SGD.</summary>
    public bool Nesterov { get; init; }

    /// <exception cref="ArgumentException">A value is out of range, or has no meaning for this optimizer.</exception>
    public OptimizerOptions Validated()
    {
        if (Kind is { } kind && !Enum.IsDefined(kind))
            throw new ArgumentException($"Optimizer.Kind is {kind}: use {string.Join(", ", Enum.GetNames<OptimizerKind>())}");
        if (Kind != OptimizerKind.Sgd && Momentum is not null)
            throw new ArgumentException("Optimizer.Momentum is for SGD: set Optimizer.Kind to sgd, or leave it out");
        if (Kind != OptimizerKind.Sgd && Nesterov)
            throw new ArgumentException("Optimizer.Nesterov is for SGD: set Optimizer.Kind to sgd, or leave it out");
        if (Momentum is not (null or (>= 0 and < 1)))
            throw new ArgumentException(FormattableString.Invariant($"Optimizer.Momentum is {Momentum}: use 0 to below 1"));
        if (Nesterov && Momentum == 0)
            throw new ArgumentException("Optimizer.Nesterov looks ahead by the momentum, and Optimizer.Momentum is 0: use 0.9, or leave "
            + "Nesterov out");
        return this;
    }

    /// <summary>Makes the optimizer.</summary>
    public Optimizer Make(FlatParameters parameters, double learningRate, double weightDecay) =>
        (Kind ?? (weightDecay > 0 ? OptimizerKind.AdamW : OptimizerKind.Adam)) switch
        {
            OptimizerKind.Sgd => new Sgd(parameters, learningRate, Momentum ?? 0.9, weightDecay, Nesterov),
            OptimizerKind.AdamW => new AdamW(parameters, learningRate, weightDecay: weightDecay),
            _ => new Adam(parameters, learningRate, weightDecay: weightDecay),
        };
}
