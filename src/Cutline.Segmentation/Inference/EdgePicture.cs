namespace Cutline.Segmentation.Inference;

/// <summary>
/// What a model of edges sees: a picture of three planes, made of a photo and of the probability that another model gives each pixel.
/// The planes are luma, (R − B) / 2 + 128, and the probability's logit from −6 to 6 as 0 to 255.
/// </summary>
public static class EdgePicture
{
    /// <summary>The name of the architecture in a file's metadata.</summary>
    public const string ModelName = "edges";

    /// <summary>Logits are cut off here.</summary>
    public const float MostLogit = 6;

    private const float Least = 1e-4f; // probabilities nearer to 0 and 1 have a larger logit than MostLogit

    /// <summary>Writes one row of the picture.</summary>
    /// <param name="rgb">(width, 3).</param>
    /// <param name="probabilities">(width), 0 to 1.</param>
    /// <param name="picture">Receives (width, 3).</param>
    public static void Row(ReadOnlySpan<byte> rgb, ReadOnlySpan<float> probabilities, Span<byte> picture)
    {
        for (var x = 0; x < probabilities.Length; x++)
        {
            var (r, g, b) = (rgb[3 * x], rgb[3 * x + 1], rgb[3 * x + 2]);
            picture[3 * x] = (byte)((77 * r + 150 * g + 29 * b + 128) >> 8);
            picture[3 * x + 1] = (byte)((r - b + 256) >> 1);
            picture[3 * x + 2] = Level(probabilities[x]);
        }
    }

    /// <summary>The logit of a probability as 0 to 255.</summary>
    private static byte Level(float probability)
    {
        var p = Math.Clamp(probability, Least, 1 - Least);
        var logit = Math.Clamp(MathF.Log(p / (1 - p)), -MostLogit, MostLogit);
        return (byte)(logit * (127.5f / MostLogit) + 128);
    }
}
