using Cutline.Training.Layers;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Cutline.Training.Optimizers;

/// <summary>
/// The layers of a model that compute in half precision: their cast weights, the gradients of these, and the casts of their inputs.
/// </summary>
internal sealed class HalfLayers : IDisposable
{
    private readonly ScalarType type;
    private readonly List<Slot> slots = [];
    private readonly List<nn.Module<Tensor, Tensor>> cast = [], full = [];
    private readonly List<Action> hooks = [];
    private readonly List<Tensor> owned = [];
    private FlatParameters? flat;
    private Tensor? weights, gradients;
    private bool active = true;

    private HalfLayers(ScalarType type) => this.type = type;

    internal bool Any => slots.Count > 0;

    /// <summary>Frozen parameters that the model has in half precision, in fp32 by their names.</summary>
    internal IReadOnlyDictionary<string, Tensor> Frozen => slots.Where(s => s.Laid is null).ToDictionary(s => s.Name, s => s.Master!);

    /// <summary>Finds the layers. Where the precision is fp32 there are none.</summary>
    internal static HalfLayers Of(nn.Module model, Precision precision)
    {
        var layers = new HalfLayers(precision.ElementType());
        if (precision == Precision.Fp32) return layers;
        foreach (var (name, module) in model.named_modules().Prepend(("", model)).DistinctBy(m => m.Item2))
        {
            var prefix = name.Length == 0 ? "" : name + ".";
            switch (module)
            {
                case Convolution conv:
                    layers.Add(conv, $"{prefix}weight", conv.weight, p => conv.weight = p);
                    if (conv.bias is not null) layers.Add(null, $"{prefix}bias", conv.bias, p => conv.bias = p);
                    break;
                case Linear linear:
                    layers.Add(linear, $"{prefix}weight", linear.weight, p => linear.weight = p);
                    if (linear.bias is not null) layers.Add(null, $"{prefix}bias", linear.bias, p => linear.bias = p);
                    break;
                // These norms take half precision beside fp32 weights; other layers with weights of their own take their type alone.
                case nn.Module<Tensor, Tensor> leaf when leaf is not (NormBase or AffineNormalization)
                    && !leaf.children().Any() && leaf.parameters().Any():
                    layers.full.Add(leaf);
                    break;
            }
        }

        return layers;
    }

    internal bool Contains(Parameter parameter) => slots.Any(s => ReferenceEquals(s.Original, parameter));

    /// <summary>Puts the cast weights and the hooks in.</summary>
    internal HalfLayers Install(FlatParameters parameters, IReadOnlyList<FlatParameter> laid)
    {
        flat = parameters;
        weights = Own(zeros(flat.HalfCount, type, flat.Device));
        gradients = Own(zeros(flat.HalfCount, type, flat.Device));
        foreach (var slot in slots)
        {
            slot.Laid = laid.FirstOrDefault(p => ReferenceEquals(p.Tensor, slot.Original));
            if (slot.Laid is { } place)
            {
                slot.Master = Own(place.ViewOf(flat.Values));
                slot.Half = Own(place.ViewOf(weights).detach().requires_grad_());
                slot.Half.grad = place.ViewOf(gradients);
            }
            else
            {
                slot.Master = Own(slot.Original!.detach().clone());
                slot.Half = Own(slot.Master.to(type));
            }

            slot.Original = null;
            slot.Set(new Parameter(slot.Half.alias(), slot.Laid is not null));
        }

        foreach (var layer in cast) Hook(layer, type);
        foreach (var layer in full) Hook(layer, ScalarType.Float32);
        return this;
    }

    internal void Publish() => weights!.copy_(flat!.Values.narrow(0, 0, flat.HalfCount));

    internal void PublishFrozen()
    {
        foreach (var slot in slots.Where(s => s.Laid is null)) slot.Half!.copy_(slot.Master!);
    }

    internal void CollectGradients()
    {
        flat!.Gradients.narrow(0, 0, flat.HalfCount).PlusInPlace(gradients!);
        gradients!.zero_();
    }

    internal IDisposable InFullPrecision()
    {
        Switch(full: true);
        return new Restore(this);
    }

    /// <summary>Gives the model its fp32 weights and takes the hooks out.</summary>
    internal void Remove()
    {
        foreach (var slot in slots) slot.Set(new Parameter(slot.Master!.clone(), slot.Laid is not null));
        hooks.ForEach(remove => remove());
    }

    public void Dispose() => owned.ForEach(t => t.Dispose());

    private void Add(nn.Module<Tensor, Tensor>? layer, string name, Parameter parameter, Action<Parameter> set)
    {
        if (layer is not null) cast.Add(layer);
        slots.Add(new(name, set) { Original = parameter });
    }

    private void Switch(bool full)
    {
        active = !full;
        foreach (var slot in slots) slot.Set(new Parameter((full ? slot.Master! : slot.Half!).alias(), !full && slot.Laid is not null));
    }

    private void Hook(nn.Module<Tensor, Tensor> layer, ScalarType to) =>
        hooks.Add(layer.register_forward_pre_hook((_, x) => !active || x.dtype == to ? x : x.to(to)).remove);

    private Tensor Own(Tensor tensor)
    {
        owned.Add(tensor.DetachFromDisposeScope());
        return tensor;
    }

    /// <summary>A layer's weight or bias.</summary>
    private sealed class Slot(string name, Action<Parameter> set)
    {
        internal string Name => name;

        internal Action<Parameter> Set => set;

        /// <summary>What the layer had before; null once it is replaced.</summary>
        internal Parameter? Original { get; set; }

        /// <summary>Null where it is frozen.</summary>
        internal FlatParameter? Laid { get; set; }

        internal Tensor? Master { get; set; }

        internal Tensor? Half { get; set; }
    }

    private sealed class Restore(HalfLayers layers) : IDisposable
    {
        public void Dispose() => layers.Switch(full: false);
    }
}
