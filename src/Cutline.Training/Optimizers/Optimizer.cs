using System.Globalization;
using System.Runtime.CompilerServices;
using TorchSharp;
using static TorchSharp.torch;

namespace Cutline.Training.Optimizers;

/// <summary>Updates flat parameters from their gradients, with PyTorch's semantics.</summary>
public abstract class Optimizer : IDisposable
{
    /// <param name="parameters">What it updates. Not disposed with the optimizer.</param>
    /// <param name="learningRate">0 or more.</param>
    protected Optimizer(FlatParameters parameters, double learningRate)
    {
        ArgumentNullException.ThrowIfNull(parameters);
        Parameters = parameters;
        LearningRate = Finite(0, learningRate);
    }

    /// <summary>May be changed between steps: schedules do.</summary>
    public double LearningRate { get; set; }

    /// <summary>Steps taken.</summary>
    public long Steps { get; private set; }

    /// <summary>What it updates.</summary>
    public FlatParameters Parameters { get; }

    /// <summary>
    /// The tensors that a checkpoint must hold besides the parameters, under PyTorch's names, each laid out as <see
    /// cref="FlatParameters.Values"/>.
    /// </summary>
    public abstract IReadOnlyDictionary<string, Tensor> State { get; }

    /// <summary>One update from <see cref="FlatParameters.Gradients"/>; the model computes with the new values afterwards.</summary>
    public void Step()
    {
        using var scope = NewDisposeScope();
        using var _ = no_grad();
        Steps++;
        Update(Parameters.Values, Parameters.Gradients);
        Parameters.Publish();
    }

    /// <summary>
    /// What a checkpoint holds: the state by the parameters' names, such as <c>exp_avg.enter.conv.0.weight</c>. Views, not copies.
    /// </summary>
    public IReadOnlyDictionary<string, Tensor> StateByParameter() => State
        .SelectMany(s => Parameters.ViewsOf(s.Value).Select(p => KeyValuePair.Create($"{s.Key}.{p.Key}", p.Value)))
        .ToDictionary();

    /// <summary>Continues from a checkpoint's <see cref="StateByParameter"/>.</summary>
    /// <exception cref="ArgumentException">It is another optimizer's, or another model's; nothing is changed.</exception>
    public void Restore(IReadOnlyDictionary<string, Tensor> state, long steps)
    {
        ArgumentNullException.ThrowIfNull(state);
        using var scope = NewDisposeScope();
        using var _ = no_grad();
        var own = StateByParameter();
        foreach (var (name, tensor) in own)
            if (!state.TryGetValue(name, out var saved) || !saved.shape.AsSpan().SequenceEqual(tensor.shape))
                throw new ArgumentException($"the checkpoint's optimizer state does not fit: {name} should have the shape "
                    + $"({string.Join(", ", tensor.shape)})");
        foreach (var (name, tensor) in own) tensor.copy_(state[name]);
        Steps = steps;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var tensor in State.Values) tensor.Dispose();
        GC.SuppressFinalize(this);
    }

    /// <summary>Changes the values in place, without gradients being recorded, in a dispose scope of its own.</summary>
    /// <param name="values">All parameters, fp32.</param>
    /// <param name="gradients">As long as the values.</param>
    protected abstract void Update(Tensor values, Tensor gradients);

    /// <summary>
    /// An option, when it is a number of at least <paramref name="least"/> and, where there is such a bound, below <paramref
    /// name="below"/>.
    /// </summary>
    /// <exception cref="ArgumentException">It is not.</exception>
    protected static double Finite(double least, double value, double below = double.PositiveInfinity,
        [CallerArgumentExpression(nameof(value))] string? name = null) =>
        value >= least && value < below
            ? value
            : throw new ArgumentException(string
                .Create(CultureInfo.InvariantCulture,
                $"{name} is {value}: use a number from {least}{(double.IsFinite(below) ? $" to below {below}" : "")}"));

    /// <summary>A tensor of the optimizer's own, laid out as the parameters.</summary>
    protected Tensor Zeros() => Parameters.Values.zeros_like().DetachFromDisposeScope();
}
