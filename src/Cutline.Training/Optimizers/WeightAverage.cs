using TorchSharp;
using static Cutline.Training.Layers.Scalars;
using static TorchSharp.torch;

namespace Cutline.Training.Optimizers;

/// <summary>
/// An exponential moving average of a model's parameters and batch statistics (Polyak and Juditsky 1992), which scores better than
/// any one step's. It warms up: the decay is at most (1 + n) / (10 + n) after n updates.
/// </summary>
public sealed class WeightAverage : IDisposable
{
    private readonly FlatParameters parameters;
    private readonly double decay;
    private readonly Tensor values;
    private readonly List<(string Name, Tensor Source, Tensor Average)> buffers;

    /// <summary>Begins with the model's present values.</summary>
    /// <param name="model">Whose parameters are laid out in <paramref name="parameters"/>.</param>
    /// <param name="parameters">The parameters to average.</param>
    /// <param name="decay">How much of the old average each update keeps, 0 to below 1.</param>
    public WeightAverage(nn.Module model, FlatParameters parameters, double decay)
    {
        (this.parameters, this.decay) = (parameters, decay);
        using var _ = no_grad();
        values = parameters.Values.clone().DetachFromDisposeScope();
        buffers = [.. model.named_buffers().Where(b => b.buffer.is_floating_point())
            .Select(b => (b.name, b.buffer, b.buffer.clone().DetachFromDisposeScope()))];
    }

    /// <summary>Updates so far.</summary>
    public long Updates { get; set; }

    /// <summary>Moves the average a little towards the model's present values.</summary>
    public void Update()
    {
        using var scope = NewDisposeScope();
        using var _ = no_grad();
        Updates++;
        var kept = Math.Min(decay, (1.0 + Updates) / (10 + Updates));
        values.mul_(Held(kept)).add_(parameters.Values, Held(1 - kept));
        foreach (var (_, source, average) in buffers) average.mul_(Held(kept)).add_(source, Held(1 - kept));
    }

    /// <summary>The model's state dict with the averages in place of its values. Views, not copies.</summary>
    public IReadOnlyDictionary<string, Tensor> StateDict()
    {
        var state = parameters.StateDict(values).ToDictionary();
        foreach (var (name, _, average) in buffers) state[name] = average;
        return state;
    }

    /// <summary>Continues from a checkpoint's <see cref="StateDict"/>.</summary>
    /// <exception cref="ArgumentException">It is another model's; nothing is changed.</exception>
    public void Restore(IReadOnlyDictionary<string, Tensor> state, long updates)
    {
        using var scope = NewDisposeScope();
        var own = parameters.ViewsOf(values).Concat(buffers.Select(b => KeyValuePair.Create(b.Name, b.Average))).ToDictionary();
        Layers.StateDict.Load(own, state.Where(s => own.ContainsKey(s.Key)).ToDictionary());
        Updates = updates;
    }

    /// <summary>Gives the model the averages until the returned scope is disposed; then it has its own values again, to the bit.</summary>
    public IDisposable Use() => new ParameterSwap(parameters, values, [.. buffers.Select(b => (b.Source, b.Average))]);

    /// <inheritdoc/>
    public void Dispose()
    {
        values.Dispose();
        foreach (var (_, _, average) in buffers) average.Dispose();
    }
}
