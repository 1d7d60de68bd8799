using System.Globalization;
using System.Runtime.CompilerServices;

namespace Cutline.Torch.Optim;

/// <summary>
/// Updates parameters from their gradients with PyTorch's semantics, all parameters in a few operator calls (_foreach_ or fused).
/// </summary>
public abstract class Optimizer : IDisposable
{
    private protected Optimizer(IEnumerable<Tensor> parameters, double learningRate)
    {
        Parameters = [.. parameters];
        if (Parameters.Length == 0) throw new ArgumentException("an optimizer needs at least one parameter");
        LearningRate = Finite(0, learningRate);
    }

    /// <summary>May be changed between steps: schedules do.</summary>
    public double LearningRate { get; set; }

    /// <summary>Steps taken.</summary>
    public long Steps { get; private set; }

    private protected Tensor[] Parameters { get; }

    /// <summary>The tensors that a checkpoint must hold besides the parameters, under names such as <c>exp_avg.0</c>.</summary>
    public abstract IReadOnlyDictionary<string, Tensor> State { get; }

    /// <summary>Forgets the gradients of the last step.</summary>
    public void ZeroGrad()
    {
        foreach (var parameter in Parameters) parameter.Grad = null;
    }

    /// <summary>One update. Every parameter must have a gradient.</summary>
    /// <exception cref="InvalidOperationException">A parameter has none: the loss does not depend on it, or Backward was not called.</exception>
    public void Step()
    {
        using var scope = new TensorScope();
        using var _ = LibTorch.NoGrad();
        var gradients = Array.ConvertAll(Parameters, p => p.Grad
            ?? throw new InvalidOperationException($"parameter {p} has no gradient: call Backward on a loss that depends on it"));
        Steps++;
        Update(gradients);
    }

    /// <summary>Continues from a checkpoint's state.</summary>
    /// <exception cref="ArgumentException">It is another optimizer's, or another model's; nothing is changed.</exception>
    public void Restore(IReadOnlyDictionary<string, Tensor> state, long steps)
    {
        foreach (var (name, tensor) in State)
            if (!state.TryGetValue(name, out var saved) || !saved.Shape.SequenceEqual(tensor.Shape))
                throw new ArgumentException($"the checkpoint's optimizer state does not fit: {name} should be {tensor}");
        foreach (var (name, tensor) in State) tensor.CopyFrom(state[name]);
        Steps = steps;
    }

    public void Dispose()
    {
        foreach (var tensor in State.Values) tensor.Dispose();
        GC.SuppressFinalize(this);
    }

    private protected abstract void Update(Tensor[] gradients);

    /// <summary>An option, when it is a number of at least <paramref name="least"/> and, where there is such a bound, below <paramref name="below"/>.</summary>
    /// <exception cref="ArgumentException">It is not.</exception>
    private protected static double Finite(double least, double value, double below = double.PositiveInfinity, [CallerArgumentExpression(nameof(value))] string? name = null) =>
        value >= least && value < below
            ? value
            : throw new ArgumentException(string.Create(CultureInfo.InvariantCulture, $"{name} is {value}: use a number from {least}{(double.IsFinite(below) ? $" to below {below}" : "")}"));

    private protected Tensor[] ZerosLike() => Array.ConvertAll(Parameters, p =>
    {
        using var scope = new TensorScope();
        var zeros = p.Detach().Clone();
        zeros.Fill(0);
        return TensorScope.Detach(zeros);
    });

    private protected static void Collect(Dictionary<string, Tensor> into, string name, Tensor[] tensors)
    {
        for (var i = 0; i < tensors.Length; i++) into.Add($"{name}.{i}", tensors[i]);
    }
}
