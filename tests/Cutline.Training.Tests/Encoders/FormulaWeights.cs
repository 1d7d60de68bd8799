using System.Globalization;
using System.Text;
using TorchSharp;
using static TorchSharp.torch;

namespace Cutline.Training.Tests.Encoders;

/// <summary>Weights too large to keep in a repository: they follow from name and index, as in golden/encoders/make.py.</summary>
internal static class FormulaWeights
{
    /// <summary>The state dict of a list such as <c>conv1.weight:64,3,7,7 bn1.num_batches_tracked:</c>.</summary>
    internal static Dictionary<string, Tensor> Of(string names) => names.Split(' ').Select(n => n.Split(':')).ToDictionary(
        n => n[0], n =>
            Value(n[0], [.. n[1].Split(',', StringSplitOptions.RemoveEmptyEntries)
            .Select(d => long.Parse(d, CultureInfo.InvariantCulture))]));

    private static Tensor Value(string name, long[] shape)
    {
        if (shape.Length == 0) return tensor(0L);
        var values = new float[shape.Aggregate((a, b) => a * b)];
        var bound = Math.Sqrt(6.0 * shape[0] / values.Length);
        var centred = name.EndsWith(".bias", StringComparison.Ordinal) || name.EndsWith(".running_mean", StringComparison.Ordinal);
        var seed = Encoding.UTF8.GetBytes(name).Aggregate(2166136261u, (hash, b) => unchecked((hash ^ b) * 16777619));
        for (var i = 0; i < values.Length; i++)
        {
            var u = Mixed(unchecked(seed + (uint)i * 2654435761)) / 4294967296.0;
            values[i] = (float)(shape.Length > 1 ? (2 * u - 1) * bound : centred ? (u - 0.5) * 0.4 : u + 0.5);
        }

        return tensor(values, shape);
    }

    /// <summary>The last step of murmur3.</summary>
    private static uint Mixed(uint x)
    {
        unchecked
        {
            x = (x ^ x >> 16) * 0x85EBCA6B;
            x = (x ^ x >> 13) * 0xC2B2AE35;
            return x ^ x >> 16;
        }
    }
}
