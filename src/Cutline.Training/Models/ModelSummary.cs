using Cutline.Torch;
using Cutline.Torch.Nn;

namespace Cutline.Training.Models;

/// <summary>One layer of a model, as it ran on one image.</summary>
/// <param name="Name">Dotted, as in the state dict.</param>
/// <param name="Output">(C, H, W).</param>
/// <param name="Macs">Multiply-accumulates.</param>
public sealed record LayerRow(string Name, string Kind, long[] Output, long Parameters, long Macs);

/// <summary>A model layer by layer, measured by running it once.</summary>
public sealed record ModelSummary(IReadOnlyList<LayerRow> Layers)
{
    public long Parameters => Layers.Sum(l => l.Parameters);

    public long Macs => Layers.Sum(l => l.Macs);

    /// <summary>Runs the model on one black image.</summary>
    public static ModelSummary Of(SegmentationModel model, int width, int height)
    {
        using var scope = new TensorScope();
        using var _ = LibTorch.NoGrad();
        var names = Names(model, "").ToDictionary(n => n.Module, n => n.Name);
        var rows = new List<LayerRow>();
        model.Eval();
        Module.Observe(
            (layer, y) => rows.Add(new(names[layer], layer.GetType().Name, y.Shape[1..], layer.Parameters().Sum(p => p.ElementCount), layer.Macs(y))),
            () => model.Forward(Tensor.Zeros([1, model.Options.InChannels, height, width])));
        return new(rows);
    }

    private static IEnumerable<(Module Module, string Name)> Names(Module module, string prefix) => module.Children.SelectMany(
        c => Names(c.Module, $"{prefix}{c.Name}.").Prepend((c.Module, prefix + c.Name)));
}
