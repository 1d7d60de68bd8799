using System.Runtime.InteropServices;
using Cutline.Training.Checkpoints;

namespace Cutline.Training.Encoders;

/// <summary>
/// The ResNet-18 of ML.NET's image featurizer, two ONNX files, as torchvision's state dict. Its input is BGR from 0 to 255 less a mean;
/// that becomes part of the first convolution and its batch norm, so that the weights are for RGB that is normalized by ImageNet's mean and
/// deviation. Its third block of the last stage is no part of ResNet-18, and is left out.
/// </summary>
internal static class ResNet18Onnx
{
    private const float Scale = 255;

    private static readonly double[] Mean = [0.485, 0.456, 0.406], Deviation = [0.229, 0.224, 0.225];

    // Of the files' nodes, in order: a stage's shortcut comes before its blocks' convolutions.
    private static readonly string[] Convolutions =
    [
        "conv1",
        .. from stage in (int[])[1, 2, 3, 4]
           from block in Enumerable.Range(0, stage == 4 ? 3 : 2)
           from layer in block == 0 && stage > 1 ? ["downsample.0", "conv1", "conv2"] : (string[])["conv1", "conv2"]
           select $"layer{stage}.{block}.{layer}",
    ];

    /// <summary>The tensors by torchvision's names: weights in 16 bits, statistics in 32.</summary>
    /// <param name="network">The file of the network.</param>
    /// <param name="preparation">The file that subtracts the mean.</param>
    /// <exception cref="InvalidDataException">The files are of another network.</exception>
    internal static Dictionary<string, TensorSource> Read(byte[] network, byte[] preparation)
    {
        var graph = OnnxReading.Read(network);
        var convolutions = graph.Nodes.Where(n => n.Operator == "Conv").ToArray();
        if (convolutions.Length != Convolutions.Length)
            throw new InvalidDataException($"it has {convolutions.Length} convolutions, not {Convolutions.Length}");
        var state = new Dictionary<string, (long[] Shape, float[] Values)>();
        foreach (var (name, node) in Convolutions.Zip(convolutions))
        {
            state[$"{name}.weight"] = graph.Constants[node.Inputs[1]];
            var norm = graph.Nodes.Single(n => n.Operator == "BatchNormalization" && n.Inputs[0] == node.Output);
            var parts = norm.Inputs.Skip(1).Zip((string[])["weight", "bias", "running_mean", "running_var"]);
            foreach (var (input, part) in parts) state[$"{NormOf(name)}.{part}"] = graph.Constants[input];
        }

        Normalize(state["conv1.weight"].Values, state["bn1.running_mean"].Values, ChannelMeans(preparation));
        var kept = state.Where(t => !t.Key.StartsWith("layer4.2.", StringComparison.Ordinal))
            .ToDictionary(t => t.Key, t => Source(t.Key, t.Value));
        foreach (var norm in kept.Keys.Where(n => n.EndsWith(".running_mean", StringComparison.Ordinal)).ToArray())
        {
            kept[norm.Replace("running_mean", "num_batches_tracked", StringComparison.Ordinal)] =
                new(new TensorInfo(ElementType.I64, []), () => BitConverter.GetBytes(1L));
        }

        return kept;
    }

    private static string NormOf(string convolution) =>
        convolution.EndsWith("downsample.0", StringComparison.Ordinal) ? convolution[..^1] + "1"
        : convolution.Replace("conv", "bn", StringComparison.Ordinal);

    /// <summary>The means of blue, green and red over the pixels of the mean picture.</summary>
    private static double[] ChannelMeans(byte[] preparation)
    {
        var values = OnnxReading.Read(preparation).Constants.Values.MaxBy(t => t.Values.Length).Values;
        var pixels = values.Length / 3;
        return [.. Enumerable.Range(0, 3).Select(c => values.Skip(c * pixels).Take(pixels).Average(v => (double)v))];
    }

    /// <summary>
    /// Σ w (255 x − m) over BGR, x from 0 to 1, is Σ 255 d w' n + Σ w' (255 μ − m) over RGB with n = (x − μ) / d: the first sum has the new
    /// weights w' reversed, the second is subtracted from the mean of the batch norm that follows.
    /// </summary>
    private static void Normalize(float[] weight, float[] runningMean, double[] bgrMeans)
    {
        var area = weight.Length / runningMean.Length / 3;
        for (var o = 0; o < runningMean.Length; o++)
        {
            var kernel = weight.AsSpan(o * 3 * area, 3 * area);
            var (bgr, constant) = (kernel.ToArray(), 0.0);
            for (var c = 0; c < 3; c++)
            {
                var from = bgr.AsSpan((2 - c) * area, area);
                var sum = 0.0;
                for (var i = 0; i < area; i++)
                {
                    sum += from[i];
                    kernel[c * area + i] = (float)(from[i] * Scale * Deviation[c]);
                }

                constant += sum * (Scale * Mean[c] - bgrMeans[2 - c]);
            }

            runningMean[o] -= (float)constant;
        }
    }

    private static TensorSource Source(string name, (long[] Shape, float[] Values) tensor) =>
        name.Contains(".running_", StringComparison.Ordinal)
            ? new(new TensorInfo(ElementType.F32, tensor.Shape), () => MemoryMarshal.AsBytes(tensor.Values.AsSpan()).ToArray())
            : new(new TensorInfo(ElementType.F16, tensor.Shape),
                () => MemoryMarshal.AsBytes(Array.ConvertAll(tensor.Values, v => (Half)v).AsSpan()).ToArray());
}
