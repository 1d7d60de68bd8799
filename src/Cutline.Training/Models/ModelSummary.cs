using Cutline.Training.Layers;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Cutline.Training.Models;

/// <summary>One layer of a model, as it ran on one image.</summary>
/// <param name="Name">Dotted, as in the state dict.</param>
/// <param name="Kind">The layer's type.</param>
/// <param name="Output">(C, H, W).</param>
/// <param name="Parameters">Numbers that training changes.</param>
/// <param name="Macs">Multiply-accumulates.</param>
public sealed record LayerRow(string Name, string Kind, long[] Output, long Parameters, long Macs);

/// <summary>A model layer by layer, measured by running it once.</summary>
public sealed record ModelSummary(IReadOnlyList<LayerRow> Layers)
{
    /// <summary>Parameters of all layers.</summary>
    public long Parameters => Layers.Sum(l => l.Parameters);

    /// <summary>Multiply-accumulates of all layers.</summary>
    public long Macs => Layers.Sum(l => l.Macs);

    /// <summary>
    /// Runs a model on one black image of its number of channels, in evaluation mode. Layers that run twice have two rows; so has each
    /// attention between tokens, which is no layer.
    /// </summary>
    public static ModelSummary Of(SegmentationModel model, int width, int height) => Of(model, width, height, model.Options.InChannels);

    /// <inheritdoc cref="Of(SegmentationModel, int, int)"/>
    public static ModelSummary Of(nn.Module<Tensor, Tensor> model, int width, int height, int channels)
    {
        using var scope = NewDisposeScope();
        using var _ = no_grad();
        var rows = new List<LayerRow>();
        var hooks = new List<Action>();
        var training = model.training;
        try
        {
            foreach (var (name, module) in model.named_modules())
            {
                if (module is not nn.Module<Tensor, Tensor> layer || layer.children().Any()) continue;
                var hook = layer.register_forward_hook((_, _, y) =>
                {
                    rows.Add(new(name, layer.GetName(), y.shape[1..], layer.parameters().Sum(p => p.numel()), MacsOf(layer, y)));
                    return y;
                });
                hooks.Add(hook.remove);
            }

            model.eval();
            using var attentions = FunctionRecorder.Use(new Attentions(rows));
            model.call(zeros(1, channels, height, width));
        }
        finally
        {
            hooks.ForEach(remove => remove());
            model.train(training);
        }

        return new(rows);
    }

    /// <summary>Adds a row for each attention: products of queries with keys, then of weights with values.</summary>
    private sealed class Attentions(List<LayerRow> rows) : IFunctionRecorder
    {
        public void Record(FunctionCall recorded)
        {
            if (recorded.Function != F.AttentionName) return;
            rows.Add(new("", "Attention", recorded.Output.shape[1..], 0, 2 * recorded.Inputs[0].numel() * recorded.Inputs[1].shape[1]));
        }
    }

    /// <summary>
    /// A convolution's output element takes as many as there are weights to one output channel; a transposed one's, those that reach it.
    /// </summary>
    private static long MacsOf(nn.Module layer, Tensor y) => layer switch
    {
        Convolution { transposed: false } conv => y.numel() * (conv.weight.numel() / conv.out_channels),
        Convolution conv => y.numel() / conv.out_channels * (conv.weight.numel() / conv.stride.Aggregate(1L, (a, b) => a * b)),
        Linear linear => y.numel() * linear.weight.shape[1],
        _ => 0,
    };
}
