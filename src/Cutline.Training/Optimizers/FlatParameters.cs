using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Cutline.Training.Optimizers;

/// <summary>
/// A model's trainable parameters as views of one flat fp32 tensor and their gradients as views of another, so that an optimizer, clipping
/// and a weight average are a handful of operations on two tensors, however many parameters there are.
/// </summary>
/// <remarks>
/// In half precision the weights and biases of convolutions and linear layers are views of a flat tensor of that type instead, cast from
/// the
/// fp32 values in one operation (<see cref="Publish"/>); their gradients are added to the fp32 gradients in one operation
/// (<see cref="CollectGradients"/>), and hooks cast the layers' inputs. This holds for any model made of TorchSharp's modules. Move the
/// model
/// to its device first, and set <c>requires_grad</c> of what is frozen to false.
/// </remarks>
public sealed class FlatParameters : IDisposable
{
    /// <summary>Each parameter begins at a multiple of this many elements: at a cache line, for aligned loads.</summary>
    private const long Alignment = 32;

    private readonly nn.Module model;
    private readonly List<FlatParameter> parameters;
    private readonly HalfLayers? half;

    /// <summary>Lays a model's parameters out, with the values they have.</summary>
    /// <param name="model">In training or evaluation mode; on the device where it is to be trained.</param>
    /// <param name="precision">Of convolutions and linear layers.</param>
    /// <param name="rate">By a parameter's name, what the learning rate is multiplied by; null for 1 for all.</param>
    /// <exception cref="ArgumentException">There is no trainable parameter, or the precision is not for the model's device.</exception>
    public FlatParameters(nn.Module model, Precision precision = Precision.Fp32, Func<string, double>? rate = null)
    {
        ArgumentNullException.ThrowIfNull(model);
        (this.model, Precision) = (model, precision);
        using var _ = no_grad();
        using var scope = NewDisposeScope();
        var layers = HalfLayers.Of(model, precision);
        var transposed = model.modules().OfType<Convolution>().Where(c => c.transposed).Select(c => c.weight)
            .ToHashSet<Tensor>(ReferenceEqualityComparer.Instance);
        parameters = [.. from p in model.named_parameters()
                         where p.parameter.requires_grad
                         select new FlatParameter(p.name, p.parameter, layers.Contains(p.parameter), transposed.Contains(p.parameter),
                             rate?.Invoke(p.name) ?? 1)];
        if (parameters.Count == 0)
            throw new ArgumentException("the model has no trainable parameter: set requires_grad of some, or freeze less");
        parameters = [.. parameters.OrderByDescending(p => p.InHalf).ThenBy(p => p.Rate)];
        Device = parameters[0].Device;
        precision.CheckOn(Device);

        var end = 0L;
        foreach (var parameter in parameters)
        {
            parameter.Offset = end;
            end = (end + parameter.Count + Alignment - 1) / Alignment * Alignment;
            if (parameter.InHalf) HalfCount = end;
        }

        Values = zeros(end, ScalarType.Float32, Device).DetachFromDisposeScope();
        Gradients = zeros(end, ScalarType.Float32, Device).DetachFromDisposeScope();
        foreach (var parameter in parameters)
        {
            var view = parameter.ViewOf(Values);
            view.copy_(parameter.Tensor);
            if (parameter.InHalf) continue;
            parameter.Tensor.set_(view);
            parameter.Tensor.grad = parameter.ViewOf(Gradients);
        }

        half = layers.Any ? layers.Install(this, parameters) : null;
        Publish();
        Groups = [.. parameters.Zip([.. parameters.Skip(1).Select(p => p.Offset), end])
            .GroupBy(p => (p.First.InHalf, p.First.Rate))
            .Select(g => new ParameterGroup(g.First().First.Offset, g.Last().Second - g.First().First.Offset, g.Key.Rate))];
    }

    /// <summary>The arithmetic of convolutions.</summary>
    public Precision Precision { get; }

    /// <summary>Where the parameters are.</summary>
    public Device Device { get; }

    /// <summary>Every trainable parameter's value, fp32. Change it in place, then <see cref="Publish"/>.</summary>
    public Tensor Values { get; }

    /// <summary>Every trainable parameter's gradient, fp32, in the order of <see cref="Values"/>.</summary>
    public Tensor Gradients { get; }

    /// <summary>Ranges of <see cref="Values"/> with one learning rate each; together they are all of it.</summary>
    public IReadOnlyList<ParameterGroup> Groups { get; }

    /// <summary>The first so many elements of <see cref="Values"/> are those that the model has in half precision.</summary>
    internal long HalfCount { get; }

    /// <summary>Sets every gradient to zero.</summary>
    public void ZeroGradients() => Gradients.zero_();

    /// <summary>After each backward pass: adds gradients of half precision to <see cref="Gradients"/>.</summary>
    public void CollectGradients() => half?.CollectGradients();

    /// <summary>After <see cref="Values"/> changed: gives the model its weights of half precision.</summary>
    public void Publish() => half?.Publish();

    /// <summary>
    /// Parts of a flat tensor by the parameters' names, in their shapes: of <see cref="Values"/>, <see cref="Gradients"/> or one like them.
    /// </summary>
    public IReadOnlyDictionary<string, Tensor> ViewsOf(Tensor flat) => parameters.ToDictionary(p => p.Name, p => p.ViewOf(flat));

    /// <summary>The model's state dict with fp32 parameters, whatever the precision: what a checkpoint holds. Views, not copies.</summary>
    public IReadOnlyDictionary<string, Tensor> StateDict() => StateDict(Values);

    /// <summary>The model's state dict with other values of the trainable parameters.</summary>
    /// <param name="values">Laid out as <see cref="Values"/>.</param>
    public IReadOnlyDictionary<string, Tensor> StateDict(Tensor values)
    {
        var state = model.state_dict();
        foreach (var (name, view) in ViewsOf(values)) state[name] = view;
        if (half is not null)
            foreach (var (name, tensor) in half.Frozen) state[name] = tensor;
        return state;
    }

    /// <summary>Copies values by name into the parameters and buffers. Nothing is changed unless every name and shape fits.</summary>
    /// <exception cref="ArgumentException">Names are missing or unknown, or a shape differs; the message lists them.</exception>
    public void Load(IReadOnlyDictionary<string, Tensor> state)
    {
        using var scope = NewDisposeScope();
        Layers.StateDict.Load(StateDict(), state);
        Publish();
        half?.PublishFrozen();
    }

    /// <summary>Lets the model compute in fp32 until the returned scope is disposed, as its export needs.</summary>
    public IDisposable InFullPrecision() => half?.InFullPrecision() ?? new Nothing();

    /// <summary>Gives the model parameters of its own back, with the present values, and releases the flat tensors.</summary>
    public void Dispose()
    {
        using (no_grad())
        using (NewDisposeScope())
        {
            half?.Remove();
            foreach (var parameter in parameters.Where(p => !p.InHalf))
            {
                parameter.Tensor.grad = null;
                parameter.Tensor.set_(parameter.ViewOf(Values).clone());
            }
        }

        half?.Dispose();
        Values.Dispose();
        Gradients.Dispose();
    }

    private sealed class Nothing : IDisposable
    {
        public void Dispose()
        {
        }
    }
}

/// <summary>A range of flat parameters with one learning rate.</summary>
/// <param name="Offset">Of its first element.</param>
/// <param name="Count">Elements.</param>
/// <param name="Rate">What the learning rate is multiplied by.</param>
public readonly record struct ParameterGroup(long Offset, long Count, double Rate)
{
    /// <summary>Its part of a flat tensor.</summary>
    public Tensor Of(Tensor flat) => flat.narrow(0, Offset, Count);
}
