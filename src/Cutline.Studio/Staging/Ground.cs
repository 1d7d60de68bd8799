namespace Cutline.Studio.Staging;

/// <summary>
/// Where a subject stands: the lower hull of its outline. A car touches it with its wheels; seen from a corner it slopes as the ground does.
/// </summary>
internal sealed class Ground
{
    private const byte Solid = 128;

    /// <summary>Share of a car's length that never touches the ground.</summary>
    private const float Overhang = 0.06f;

    private readonly int left;
    private readonly float[] lowest, hull;

    public Ground(Matte matte)
    {
        var bounds = matte.Bounds;
        left = bounds.X;
        lowest = new float[bounds.Width];
        for (var x = 0; x < bounds.Width; x++)
        {
            lowest[x] = float.NaN;
            for (var y = bounds.Bottom - 1; y >= bounds.Y; y--)
            {
                if (matte.Alpha[y * matte.Width + bounds.X + x] < Solid) continue;
                lowest[x] = y + 1;
                break;
            }
        }

        hull = Hull(lowest);
        Width = bounds.Width;
    }

    /// <summary>Columns that the subject covers.</summary>
    public int Width { get; }

    /// <summary>The ground's row below a column of the photo, and how far the subject is above it; NaN where there is none.</summary>
    public (float Row, float Gap) At(int x)
    {
        var i = x - left;
        return i >= 0 && i < hull.Length && !float.IsNaN(lowest[i]) ? (hull[i], hull[i] - lowest[i]) : (float.NaN, float.NaN);
    }

    /// <summary>0 at the subject's ends, whose bumpers hang over the ground, to 1 where wheels may stand.</summary>
    public float Bearing(int x)
    {
        var end = Math.Min(x - left, left + Width - 1 - x) / (Overhang * Width);
        return Math.Clamp(end, 0, 1);
    }

    /// <summary>The ground's lowest row.</summary>
    public float Bottom => hull.Where(y => !float.IsNaN(y)).DefaultIfEmpty(0).Max();

    /// <summary>The upper envelope, in rows counted downwards, of lines between points (Andrew's monotone chain).</summary>
    private static float[] Hull(float[] points)
    {
        var chain = new List<int>();
        for (var x = 0; x < points.Length; x++)
        {
            if (float.IsNaN(points[x])) continue;
            while (chain is [.., var a, var b] && (points[b] - points[a]) * (x - a) <= (points[x] - points[a]) * (b - a)) chain.RemoveAt(chain.Count - 1);
            chain.Add(x);
        }

        var hull = new float[points.Length];
        Array.Fill(hull, float.NaN);
        if (chain is [var only]) hull[only] = points[only];
        foreach (var (a, b) in chain.Zip(chain.Skip(1)))
            for (var x = a; x <= b; x++) hull[x] = points[a] + (points[b] - points[a]) * (x - a) / (b - a);
        return hull;
    }
}
