using Cutline.Studio.Pixels;

namespace Cutline.Studio.Mattes;

/// <summary>Resamples a model's probabilities to the grid that the matte is estimated on.</summary>
internal static class ProbabilityGrid
{
    /// <summary>Largest number of cells along the longer side; a larger map is an upsampled one and is reduced.</summary>
    public const int LongestSide = 768;

    private const float Tolerance = 0.05f; // overshoot of cubic upsampling

    /// <summary>Copies the map, or averages it over cells where it is larger than <see cref="LongestSide"/> or than the photo.</summary>
    /// <param name="probabilities">(height, width) in row order, 0 to 1, covering the whole photo.</param>
    /// <param name="width">Columns of the map.</param>
    /// <param name="height">Rows of the map.</param>
    /// <param name="photoWidth">Columns of the photo.</param>
    /// <param name="photoHeight">Rows of the photo.</param>
    /// <exception cref="ArgumentException">The map is empty, its length is not width · height, or a value is outside 0 to 1.</exception>
    public static Plane Fit(ReadOnlySpan<float> probabilities, int width, int height, int photoWidth, int photoHeight)
    {
        if (width < 1 || height < 1 || probabilities.Length != (long)width * height)
            throw new ArgumentException(
                $"{probabilities.Length} probabilities do not fill a map of {width}×{height}: give height · width values");
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

    /// <summary>The source cells that a target cell overlaps; neighbouring target cells may share one.</summary>
    private static (int From, int To) Covered(int i, int target, int source) =>
        ((int)((long)i * source / target), (int)(((long)(i + 1) * source + target - 1) / target));

    private static float Checked(float p) => p is >= -Tolerance and <= 1 + Tolerance
        ? Math.Clamp(p, 0, 1)
        : throw new ArgumentException(
            $"the map contains {p}, which is not a probability: give values from 0 to 1, such as a model's logits after a sigmoid");
}
