using Cutline.Segmentation;

namespace Cutline.Training.Refinement;

/// <summary>
/// Random numbers that change smoothly over the plane: independent ones from −1 to 1 at the points of a grid, bilinear between.
/// </summary>
internal sealed class SmoothNoise
{
    private readonly float[] points;
    private readonly int columns;
    private readonly float spacing;

    /// <param name="random">Drawn from.</param>
    /// <param name="size">Side of the square in which it is asked for.</param>
    /// <param name="spacing">Of the grid, in the units of <paramref name="size"/>.</param>
    public SmoothNoise(ref Draw random, float size, float spacing)
    {
        this.spacing = spacing;
        columns = (int)(size / spacing) + 3;
        points = new float[columns * columns];
        for (var i = 0; i < points.Length; i++) points[i] = random.Between(-1, 1);
    }

    /// <summary>The value at a point of the square; beyond it that of its border.</summary>
    public float At(float x, float y)
    {
        var (column, row) = (Math.Clamp(x / spacing, 0, columns - 1.001f), Math.Clamp(y / spacing, 0, columns - 1.001f));
        var (left, top) = ((int)column, (int)row);
        var (across, down) = (column - left, row - top);
        var at = top * columns + left;
        var upper = points[at] + (points[at + 1] - points[at]) * across;
        var lower = points[at + columns] + (points[at + columns + 1] - points[at + columns]) * across;
        return upper + (lower - upper) * down;
    }
}

/// <summary>Random numbers of one sample.</summary>
internal struct Draw(SplitMix64 random)
{
    private SplitMix64 random = random;

    /// <summary>Uniform from 0 to below 1.</summary>
    public float Share() => (random.Next() >> 40) * (1f / (1 << 24));

    public float Between(float least, float most) => least + (most - least) * Share();

    /// <summary>Uniform in the logarithm.</summary>
    public float Scale(float least, float most) => MathF.Exp(Between(MathF.Log(least), MathF.Log(most)));

    public int Below(int bound) => random.Below(bound);

    public bool Chance(float probability) => Share() < probability;
}
