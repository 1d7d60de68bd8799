namespace Cutline.Training.Export;

/// <summary>
/// A convolution's weights in 8 bits, symmetric with a scale for each output channel: w ≈ s · q. Processors without VNNI add two products
/// of uint8 and int8 in 16 bits, so that of a channel's integers no two may add up to more than 128 (255 · 128 &lt; 2¹⁵); a channel where
/// one weight stands out has finer steps than one of many large weights. Depthwise convolutions are computed in 32 bits and use all 8.
/// </summary>
/// <param name="Integers">q, in the order of the weights.</param>
/// <param name="Scales">s of each output channel.</param>
internal sealed record QuantizedWeights(sbyte[] Integers, float[] Scales)
{
    private const int Levels = 127;

    /// <param name="weight">float32 (out, in / groups, height, width).</param>
    /// <param name="groups">Of the convolution; where each channel is one, it is depthwise.</param>
    internal static QuantizedWeights Of(OnnxTensor weight, long groups)
    {
        var values = weight.Values<float>();
        var (channels, size) = Sides(weight);
        var isDepthwise = groups > 1 && groups == channels && weight.Shape[1] == 1;
        var (scales, integers) = (new float[channels], new sbyte[values.Length]);
        for (var channel = 0; channel < channels; channel++)
        {
            var row = values.Slice(channel * size, size);
            scales[channel] = Math.Max(isDepthwise ? Largest(row) : LargestPair(row), 1e-8f) / Levels;
            for (var i = 0; i < size; i++) integers[channel * size + i] = (sbyte)MathF.Round(row[i] / scales[channel]);
        }

        return new(integers, scales);
    }

    /// <summary>
    /// How much each output channel lies too low on average because its weights are rounded: Σ (w − s · q) · mean of the input
    /// (Nagel et al., "Data-Free Quantization Through Weight Equalization and Bias Correction", 2019). Padding is left out of account.
    /// </summary>
    /// <param name="weight">What was rounded.</param>
    /// <param name="means">Of each channel of the convolution's input.</param>
    internal float[] Shift(OnnxTensor weight, ReadOnlySpan<float> means)
    {
        var values = weight.Values<float>();
        var (channels, size) = Sides(weight);
        var (inputs, kernel) = ((int)weight.Shape[1], size / (int)weight.Shape[1]);
        var groups = means.Length / inputs;
        var shift = new float[channels];
        for (var i = 0; i < values.Length; i++)
        {
            var channel = i / size;
            var input = channel * groups / channels * inputs + i % size / kernel;
            shift[channel] += (values[i] - Integers[i] * Scales[channel]) * means[input];
        }

        return shift;
    }

    private static (int Channels, int Size) Sides(OnnxTensor weight) =>
        ((int)weight.Shape[0], (int)(weight.Count / weight.Shape[0]));

    private static float Largest(ReadOnlySpan<float> row)
    {
        var most = 0f;
        foreach (var w in row) most = Math.Max(most, Math.Abs(w));
        return most;
    }

    /// <summary>The greatest magnitude of a weight, or of the sum of two of the same sign.</summary>
    private static float LargestPair(ReadOnlySpan<float> row)
    {
        float up = 0, nextUp = 0, down = 0, nextDown = 0;
        foreach (var w in row)
        {
            if (w > up) (up, nextUp) = (w, up);
            else nextUp = Math.Max(nextUp, w);
            if (-w > down) (down, nextDown) = (-w, down);
            else nextDown = Math.Max(nextDown, -w);
        }

        return Math.Max(up + nextUp, down + nextDown);
    }
}
