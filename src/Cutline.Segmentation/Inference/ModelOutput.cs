using Microsoft.ML.OnnxRuntime;

namespace Cutline.Segmentation.Inference;

/// <summary>The probabilities of one run of a model, in ONNX Runtime's own memory until this is disposed of.</summary>
public sealed class ModelOutput : IDisposable
{
    private readonly IDisposableReadOnlyCollection<OrtValue> results;
    private readonly float[]? converted;

    // results: one value, float32 or what converted was converted from, then those of further outputs; owned from now on.
    internal ModelOutput(IDisposableReadOnlyCollection<OrtValue> results, float[]? converted, int count, int classes, int height, int width)
    {
        (this.results, this.converted) = (results, converted);
        (Count, Classes, Height, Width) = (count, classes, height, width);
    }

    /// <summary>N, the number of photos.</summary>
    public int Count { get; }

    /// <summary>K: 1 for a foreground, else the number of classes.</summary>
    public int Classes { get; }

    /// <summary>H, in pixels.</summary>
    public int Height { get; }

    /// <summary>W, in pixels.</summary>
    public int Width { get; }

    /// <summary>Probabilities (N, K, H, W).</summary>
    public ReadOnlySpan<float> Values => Mutable;

    /// <summary>One photo's probabilities (K, H, W).</summary>
    public ReadOnlySpan<float> Photo(int index)
    {
        var size = Classes * Height * Width;
        return Values.Slice(index * size, size);
    }

    /// <summary>A rectangle of the first photo's probabilities (K, h, w), and after them of each further output's, as a copy.</summary>
    internal Planes Crop(int x, int y, int width, int height)
    {
        var channels = Classes + results.Count - 1;
        var part = new Planes(GC.AllocateUninitializedArray<float>(channels * height * width), channels, height, width);
        for (var c = 0; c < channels; c++)
        {
            var plane = c < Classes ? Values.Slice(c * Height * Width, Height * Width)
                : results[c - Classes + 1].GetTensorDataAsSpan<float>();
            for (var row = 0; row < height; row++) plane.Slice((y + row) * Width + x, width).CopyTo(part.Row(c, row));
        }

        return part;
    }

    internal Span<float> Mutable => converted ?? results[0].GetTensorMutableDataAsSpan<float>();

    /// <summary>Releases the memory.</summary>
    public void Dispose() => results.Dispose();
}
