using System.Globalization;
using Cutline.Segmentation.Preprocessing;

namespace Cutline.Segmentation.Inference;

/// <summary>The numbers that a model takes for a pixel: (value / 255 − mean) / deviation, channel by channel.</summary>
/// <param name="Mean">Of red, green and blue, in [0, 1].</param>
/// <param name="Deviation">Of red, green and blue; none is 0.</param>
public sealed record InputNormalization(IReadOnlyList<float> Mean, IReadOnlyList<float> Deviation)
{
    /// <summary>[0, 1].</summary>
    public static InputNormalization Unit { get; } = new([0, 0, 0], [1, 1, 1]);

    /// <summary>By the mean and deviation of ImageNet's training photos.</summary>
    public static InputNormalization ImageNet { get; } = new([.. Preprocess.ImageNetMean], [.. Preprocess.ImageNetDeviation]);

    /// <summary>[−1, 1].</summary>
    public static InputNormalization Symmetric { get; } = new([0.5f, 0.5f, 0.5f], [0.5f, 0.5f, 0.5f]);

    /// <summary>[0, 255].</summary>
    public static InputNormalization Bytes { get; } = new([0, 0, 0], [1 / 255f, 1 / 255f, 1 / 255f]);

    /// <summary>The normalization of a model trained with <see cref="PreprocessOptions"/>.</summary>
    public static InputNormalization Of(Normalization normalization) => normalization == Normalization.ImageNet ? ImageNet : Unit;

    /// <summary>
    /// Reads <c>unit</c>, <c>imagenet</c>, <c>symmetric</c>, <c>bytes</c>, or three means and three deviations as
    /// <c>0.5,0.5,0.5/0.2,0.2,0.2</c>.
    /// </summary>
    /// <exception cref="ArgumentException">It is none of these.</exception>
    public static InputNormalization Parse(string text) => text switch
    {
        "unit" => Unit,
        "imagenet" => ImageNet,
        "symmetric" => Symmetric,
        "bytes" => Bytes,
        _ => text.Split('/') is [var mean, var deviation] && Numbers(mean) is { } means && Numbers(deviation) is { } deviations
            ? new InputNormalization(means, deviations).Validated()
            : throw new ArgumentException(
                $"there is no normalization '{text}': use unit, imagenet, symmetric ([-1, 1]), bytes ([0, 255]), "
                + "or means and deviations such as 0.5,0.5,0.5/0.2,0.2,0.2"),
    };

    /// <exception cref="ArgumentException">There are not three of each, one is not a number, or a deviation is 0.</exception>
    public InputNormalization Validated()
    {
        if (Mean.Count != 3 || Deviation.Count != 3)
            throw new ArgumentException($"a normalization has 3 means and 3 deviations, not {Mean.Count} and {Deviation.Count}");
        if (!Mean.All(float.IsFinite))
            throw new ArgumentException("a mean of the normalization is not a number: give red, green and blue in [0, 1]");
        if (!Deviation.All(d => float.IsFinite(d) && d > 0))
            throw new ArgumentException("a deviation of the normalization is not above 0: give red, green and blue");
        return this;
    }

    private static float[]? Numbers(string list)
    {
        var numbers = new List<float>();
        foreach (var part in list.Split(','))
        {
            if (!float.TryParse(part, NumberStyles.Float, CultureInfo.InvariantCulture, out var number)) return null;
            numbers.Add(number);
        }

        return numbers.Count == 3 ? [.. numbers] : null;
    }
}
