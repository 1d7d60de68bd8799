using System.Runtime.CompilerServices;

namespace Cutline.Torch.Nn;

/// <summary>
/// A part of a network: parameters, buffers and further modules under names, which make up its state dict as in PyTorch
/// (<c>encoder.0.weight</c>). Derived classes register them in their constructor.
/// </summary>
public abstract class Module : IDisposable
{
    [ThreadStatic] private static Action<Module, Tensor>? observer;

    private readonly List<(string Name, Tensor Tensor, bool Trainable)> tensors = [];
    private readonly List<(string Name, Module Module)> children = [];

    /// <summary>Whether batch norm uses the batch's statistics and dropout drops.</summary>
    public bool Training { get; private set; } = true;

    public IEnumerable<(string Name, Module Module)> Children => children;

    /// <summary>Tells of every layer's output on this thread while an action runs, innermost layers in the order they ran.</summary>
    public static void Observe(Action<Module, Tensor> watch, Action run)
    {
        var before = observer;
        observer = watch;
        try
        {
            run();
        }
        finally
        {
            observer = before;
        }
    }

    /// <summary>Multiply-accumulates that made an output of this layer alone; 0 for layers that do not multiply.</summary>
    public virtual long Macs(Tensor output) => 0;

    /// <summary>Every module below this one, parents first.</summary>
    public IEnumerable<Module> Descendants() => children.SelectMany(c => c.Module.Descendants().Prepend(c.Module));

    public abstract Tensor Forward(Tensor x);

    /// <summary>Parameters in registration order.</summary>
    public IEnumerable<Tensor> Parameters() =>
        tensors.Where(t => t.Trainable).Select(t => t.Tensor).Concat(children.SelectMany(c => c.Module.Parameters()));

    /// <summary>Parameters and buffers under their dotted names; the module's own tensors, not copies.</summary>
    public IReadOnlyDictionary<string, Tensor> StateDict()
    {
        var state = new Dictionary<string, Tensor>();
        Collect("", state);
        return state;
    }

    /// <summary>Copies values by name. Nothing is changed unless every name and shape fits.</summary>
    /// <exception cref="ArgumentException">Names are missing or unknown, or a shape differs; the message lists them.</exception>
    public void LoadStateDict(IReadOnlyDictionary<string, Tensor> state)
    {
        var own = StateDict();
        var wrong = own.Keys.Where(k => !state.ContainsKey(k)).Select(k => $"{k} is missing")
            .Concat(state.Keys.Where(k => !own.ContainsKey(k)).Select(k => $"{k} is unknown"))
            .Concat(own.Where(o => state.TryGetValue(o.Key, out var t) && !t.Shape.SequenceEqual(o.Value.Shape))
                .Select(o => $"{o.Key} is {state[o.Key]}, the model has {o.Value}"))
            .ToList();
        if (wrong.Count > 0)
            throw new ArgumentException(
                $"the weights are those of another model: {string.Join("; ", wrong.Take(5))}{(wrong.Count > 5 ? $"; and {wrong.Count - 5} more" : "")}");
        using var _ = LibTorch.NoGrad();
        foreach (var (name, tensor) in own) tensor.CopyFrom(state[name]);
    }

    /// <summary>Sets training or evaluation mode, here and in every part.</summary>
    public void Train(bool training = true)
    {
        Training = training;
        foreach (var (_, child) in children) child.Train(training);
    }

    public void Eval() => Train(false);

    /// <summary>Moves every parameter and buffer to a device, in place.</summary>
    public void To(Device device) => Replace(t => t.To(device));

    /// <summary>Converts every floating-point parameter and buffer, in place.</summary>
    public void To(DType type) => Replace(t => t.DType.IsFloat() ? t.To(type) : t);

    /// <summary>Lays every convolution weight out channels-last, in place.</summary>
    public void ToChannelsLast() => Replace(t => t.Rank == 4 ? t.ChannelsLast() : t);

    /// <summary>Releases every parameter and buffer, here and in every part.</summary>
    public void Dispose()
    {
        Dispose(true);
        GC.SuppressFinalize(this);
    }

    protected virtual void Dispose(bool disposing)
    {
        foreach (var (_, child) in children) child.Dispose();
        foreach (var (_, tensor, _) in tensors) tensor.Dispose();
    }

    /// <summary>Layers return their output through this, so that <see cref="Observe"/> sees it.</summary>
    protected Tensor Observed(Tensor output)
    {
        observer?.Invoke(this, output);
        return output;
    }

    /// <summary>An option of a layer, when it is large enough.</summary>
    /// <exception cref="ArgumentException">It is not.</exception>
    private protected static int AtLeast(int least, int value, [CallerArgumentExpression(nameof(value))] string? name = null) =>
        value >= least ? value : throw new ArgumentException($"{name} is {value}: use {least} or more");

    protected Tensor Parameter(string name, Tensor value)
    {
        value.RequiresGrad = true;
        tensors.Add((name, TensorScope.Detach(value), true));
        return value;
    }

    protected Tensor Buffer(string name, Tensor value)
    {
        tensors.Add((name, TensorScope.Detach(value), false));
        return value;
    }

    protected T Register<T>(string name, T module) where T : Module
    {
        children.Add((name, module));
        return module;
    }

    private void Collect(string prefix, Dictionary<string, Tensor> into)
    {
        foreach (var (name, tensor, _) in tensors) into.Add(prefix + name, tensor);
        foreach (var (name, child) in children) child.Collect($"{prefix}{name}.", into);
    }

    private void Replace(Func<Tensor, Tensor> change)
    {
        using var scope = new TensorScope();
        using var _ = LibTorch.NoGrad();
        foreach (var tensor in StateDict().Values) tensor.SetData(change(tensor.Detach()));
    }
}
