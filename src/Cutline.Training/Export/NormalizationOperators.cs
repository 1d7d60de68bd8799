using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Cutline.Training.Export;

/// <summary>The ONNX forms of normalisation layers.</summary>
internal static class NormalizationOperators
{
    internal static void Register()
    {
        OnnxOperators.Register<BatchNorm2d>((onnx, m, x) => Batch(onnx, m, x[0]));
        OnnxOperators.Register<Layers.BatchNormalization>((onnx, m, x) => Batch(onnx, m, x[0]));
        OnnxOperators.Register<InstanceNorm2d>((onnx, m, x) => m.track_running_stats
            ? Batch(onnx, m, x[0])
            : onnx.Add(
                "InstanceNormalization", [x[0], Weight(onnx, m.weight, m.num_features), Bias(onnx, m.bias, m.num_features)],
                ("epsilon", (float)m.eps)));
        OnnxOperators.Register<GroupNorm>((onnx, m, x) => Group(onnx, x[0], m.num_groups, m.weight, m.bias, m.eps));
        OnnxOperators.Register<Layers.GroupNormalization>((onnx, m, x) =>
            Group(onnx, x[0], m.Groups, m.Weight, m.Bias, Layers.AffineNormalization.Epsilon));
        OnnxOperators.Register<LayerNorm>((onnx, m, x) => onnx.Add(
            "LayerNormalization",
            [x[0], onnx.Value(m.weight ?? ones(m.normalized_shape)), .. m.bias is null ? [] : new[] { onnx.Value(m.bias) }],
            ("axis", -m.normalized_shape.Length), ("epsilon", (float)m.eps)));
        OnnxOperators.Register<Layers.LayerNormalization>((onnx, m, x) => onnx.Add(
            "LayerNormalization", [x[0], onnx.Value(m.Weight), onnx.Value(m.Bias)],
            ("axis", -1), ("epsilon", (float)Layers.AffineNormalization.Epsilon)));
    }

    /// <summary>By the running statistics. Without them the batch's own would be needed, in evaluation too.</summary>
    private static string Batch(OnnxBuilder onnx, NormBase m, string x)
    {
        if (m.running_mean is null || m.running_var is null)
        {
            throw new OnnxExportException(
                $"{m.GetType().Name} keeps no running statistics, so it has no ONNX form: build it with track_running_stats: true");
        }

        var (weight, bias) = (Weight(onnx, m.weight, m.num_features), Bias(onnx, m.bias, m.num_features));
        return onnx.Add(
            "BatchNormalization", [x, weight, bias, onnx.Value(m.running_mean), onnx.Value(m.running_var)], ("epsilon", (float)m.eps));
    }

    /// <summary>Groups of channels as instances: (N, C, H, W) → (N, groups, C/groups · H · W), normalised, and back.</summary>
    private static string Group(OnnxBuilder onnx, string x, long groups, Tensor? weight, Tensor? bias, double epsilon)
    {
        var grouped = onnx.Add("Reshape", [x, onnx.Integers(0, groups, -1)]);
        var normal = onnx.Add(
            "InstanceNormalization", [grouped, Weight(onnx, null, groups), Bias(onnx, null, groups)],
            ("epsilon", (float)epsilon));
        var rank = onnx.RecordedShape(x).Count;
        var y = onnx.Add("Reshape", [normal, onnx.Size(x, 0, rank)]);
        long[] channels = [-1, .. Enumerable.Repeat(1L, rank - 2)];
        if (weight is not null) y = onnx.Add("Mul", [y, onnx.Value(weight.reshape(channels))]);
        return bias is null ? y : onnx.Add("Add", [y, onnx.Value(bias.reshape(channels))]);
    }

    private static string Weight(OnnxBuilder onnx, Tensor? weight, long channels) => onnx.Value(weight ?? ones(channels));

    private static string Bias(OnnxBuilder onnx, Tensor? bias, long channels) => onnx.Value(bias ?? zeros(channels));
}
