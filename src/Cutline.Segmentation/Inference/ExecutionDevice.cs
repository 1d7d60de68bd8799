using System.Globalization;

namespace Cutline.Segmentation.Inference;

/// <summary>The processor that a model runs on.</summary>
/// <param name="IsCuda">Whether it is an NVIDIA GPU.</param>
/// <param name="Index">Which GPU, from 0; 0 for the CPU.</param>
public readonly record struct ExecutionDevice(bool IsCuda, int Index)
{
    /// <summary>The CPU, on every machine.</summary>
    public static ExecutionDevice Cpu => default;

    /// <summary>
    /// An NVIDIA GPU; needs the package Microsoft.ML.OnnxRuntime.Gpu.Linux or .Gpu.Windows instead of Microsoft.ML.OnnxRuntime.
    /// </summary>
    public static ExecutionDevice Cuda(int index = 0) => new(true, index);

    /// <summary>Reads <c>cpu</c>, <c>cuda</c> or <c>cuda:1</c>.</summary>
    /// <exception cref="ArgumentException">It is none of these.</exception>
    public static ExecutionDevice Parse(string text) => text switch
    {
        "cpu" => Cpu,
        "cuda" => Cuda(),
        _ when text.StartsWith("cuda:", StringComparison.Ordinal)
            && int.TryParse(text[5..], NumberStyles.None, CultureInfo.InvariantCulture, out var index) => Cuda(index),
        _ => throw new ArgumentException($"there is no device '{text}': use cpu, cuda or cuda:N"),
    };

    /// <summary>The device as <see cref="Parse"/> reads it.</summary>
    public override string ToString() => IsCuda ? string.Create(CultureInfo.InvariantCulture, $"cuda:{Index}") : "cpu";
}
