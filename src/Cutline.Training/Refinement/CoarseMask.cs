namespace Cutline.Training.Refinement;

/// <summary>
/// Makes of a true mask what a model of a coarser grid might have predicted: it rounds corners, loses thin parts, lies to one side,
/// wavers, and has blobs and holes. Broad on purpose, so that what is trained with it fits many models.
/// </summary>
internal static class CoarseMask
{
    /// <summary>The side of a cell of the coarse grid in pixels, least and most.</summary>
    private const float LeastCell = 1.5f, MostCell = 9;

    /// <summary>Draws a coarse mask.</summary>
    /// <param name="random">Drawn from.</param>
    /// <param name="mask">(size, size), 0 to 1.</param>
    /// <param name="size">In pixels.</param>
    /// <returns>Probabilities (size, size), bilinear between the cells of the grid.</returns>
    public static float[] Simulate(ref Draw random, float[] mask, int size)
    {
        var cell = random.Scale(LeastCell, MostCell);
        var blurred = Blur(mask, size, cell * random.Between(0.25f, 0.9f));
        var (shiftX, shiftY) = (Noise(ref random, size, cell), Noise(ref random, size, cell));
        var lift = Noise(ref random, size, cell);
        var error = random.Between(0.15f, 1); // of a model that is nearly right to one that is far off
        var (shift, waver, bias) = (cell * 0.9f * error, 0.35f * error, random.Between(-0.2f, 0.2f) * error);
        var slope = random.Scale(6, 40);
        var blob = random.Chance(0.3f) ? random.Between(-0.7f, 0.7f) : 0;
        var (blobX, blobY, radius) = (random.Between(0, size), random.Between(0, size), cell * random.Between(1, 3));

        var cells = (int)(size / cell) + 3;
        var (phaseX, phaseY) = (random.Between(-1, 0) * cell, random.Between(-1, 0) * cell);
        var grid = new float[cells * cells];
        for (var i = 0; i < grid.Length; i++)
        {
            var (x, y) = ((i % cells + 0.5f) * cell + phaseX, (i / cells + 0.5f) * cell + phaseY);
            var inside = Sample(blurred, size, x + shift * shiftX.At(x, y) - 0.5f, y + shift * shiftY.At(x, y) - 0.5f);
            var (dx, dy) = ((x - blobX) / radius, (y - blobY) / radius);
            var logit = slope * (inside - 0.5f + bias + waver * lift.At(x, y) + blob * MathF.Exp(-(dx * dx + dy * dy) / 2));
            grid[i] = 1 / (1 + MathF.Exp(-logit));
        }

        var coarse = new float[size * size];
        for (var i = 0; i < coarse.Length; i++)
            coarse[i] = Sample(grid, cells, (i % size + 0.5f - phaseX) / cell - 0.5f, (i / size + 0.5f - phaseY) / cell - 0.5f);
        return coarse;
    }

    private static SmoothNoise Noise(ref Draw random, int size, float cell) => new(ref random, size, cell * random.Between(2, 10));

    /// <summary>Bilinear between the values at whole numbers; beyond the border its values.</summary>
    internal static float Sample(float[] values, int size, float x, float y)
    {
        (x, y) = (Math.Clamp(x, 0, size - 1), Math.Clamp(y, 0, size - 1));
        var (left, top) = (Math.Min((int)x, size - 2), Math.Min((int)y, size - 2));
        var (across, down) = (x - left, y - top);
        var at = top * size + left;
        var upper = values[at] + (values[at + 1] - values[at]) * across;
        var lower = values[at + size] + (values[at + size + 1] - values[at + size]) * across;
        return upper + (lower - upper) * down;
    }

    /// <summary>Blurs a square by a Gaussian; beyond the border its values go on.</summary>
    internal static float[] Blur(float[] values, int size, float sigma)
    {
        var radius = Math.Max(1, (int)(2.5f * sigma + 0.5f));
        var weights = Enumerable.Range(-radius, 2 * radius + 1).Select(d => MathF.Exp(-d * d / (2 * sigma * sigma))).ToArray();
        var sum = weights.Sum();
        for (var i = 0; i < weights.Length; i++) weights[i] /= sum;
        return Along(Along(values, size, weights, radius, 1, size), size, weights, radius, size, 1);
    }

    private static float[] Along(float[] values, int size, float[] weights, int radius, int step, int line)
    {
        var result = new float[values.Length];
        for (var l = 0; l < size; l++)
        {
            for (var i = 0; i < size; i++)
            {
                var sum = 0f;
                for (var d = -radius; d <= radius; d++)
                    sum += weights[d + radius] * values[l * line + Math.Clamp(i + d, 0, size - 1) * step];
                result[l * line + i * step] = sum;
            }
        }

        return result;
    }
}
