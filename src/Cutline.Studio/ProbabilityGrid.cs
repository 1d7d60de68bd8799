namespace Cutline.Studio;

/// <summary>Brings a model's probabilities to the grid that the matte is estimated on.</summary>
internal static class ProbabilityGrid
{
    /// <summary>Cells along the longer side beyond which a map holds nothing new: an upsampled map is reduced again.</summary>
    public const int LongestSide = 768;

    private const float Tolerance = 0.05f; // overshoot of a cubic upsampling

    /// <summary>The map as it is, or its means over cells where it is finer than the photo or than is of use.</summary>
    /// <param name="probabilities">(height, width), 0 to 1, covering the whole photo.</param>
    /// <exception cref="ArgumentException">The map is empty, of another size, or holds values that are no probabilities.</exception>
    public static Plane Fit(ReadOnlySpan<float> probabilities, int width, int height, int photoWidth, int photoHeight)
    {
        if (width < 1 || height < 1 || probabilities.Length != (long)width * height)
            throw new ArgumentException($"{probabilities.Length} probabilities are not a map of {width}×{height}: give height · width values");
        var shrink = Math.Max(1.0, Math.Max(width, height) / (double)LongestSide);
        var plane = new Plane(
            Math.Clamp((int)Math.Round(width / shrink), 1, photoWidth),
            Math.Clamp((int)Math.Round(height / shrink), 1, photoHeight));
        for (var y = 0; y < plane.Height; y++)
        {
            var (top, bottom) = Covered(y, plane.Height, height);
            var row = plane.Row(y);
            for (var x = 0; x < plane.Width; x++)
            {
                var (left, right) = Covered(x, plane.Width, width);
                var sum = 0f;
                for (var sy = top; sy < bottom; sy++)
                {
                    foreach (var p in probabilities.Slice(sy * width + left, right - left)) sum += Checked(p);
                }

                row[x] = sum / ((bottom - top) * (right - left));
            }
        }

        return plane;
    }

    /// <summary>The source cells under one target cell; neighbours share a source cell that both touch.</summary>
    private static (int From, int To) Covered(int i, int target, int source) =>
        ((int)((long)i * source / target), (int)(((long)(i + 1) * source + target - 1) / target));

    private static float Checked(float p) => p is >= -Tolerance and <= 1 + Tolerance
        ? Math.Clamp(p, 0, 1)
        : throw new ArgumentException($"the map holds {p}, which is no probability: give values from 0 to 1, a model's logits after Sigmoid()");
}
