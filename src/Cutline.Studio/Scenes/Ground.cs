using Cutline.Studio.Mattes;

namespace Cutline.Studio.Scenes;

/// <summary>
/// The ground line of a subject: the lower convex hull of its outline. A car's wheels touch it; seen at an angle, it slopes as the
/// ground does.
/// </summary>
internal sealed class Ground
{
    private const byte Solid = 128;

    /// <summary>Length of the overhang in front of and behind the wheels, as a fraction of the car's length.</summary>
    private const float Overhang = 0.06f;

    private readonly int left;
    private readonly float[] lowest, hull;

    /// <param name="matte">Its bounds must be up to date.</param>
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

    /// <summary>The number of columns that the subject covers.</summary>
    public int Width { get; }

    /// <summary>
    /// The row of the ground line in a column of the photo, and the gap between it and the subject; NaN where the subject has no pixels.
    /// </summary>
    public (float Row, float Gap) At(int x)
    {
        var i = x - left;
        return i >= 0 && i < hull.Length && !float.IsNaN(lowest[i]) ? (hull[i], hull[i] - lowest[i]) : (float.NaN, float.NaN);
    }

    /// <summary>Whether a column may contain a wheel: 0 at the subject's ends, rising to 1 at the end of the overhang.</summary>
    public float Contact(int x)
    {
        var end = Math.Min(x - left, left + Width - 1 - x) / (Overhang * Width);
        return Math.Clamp(end, 0, 1);
    }

    /// <summary>The lowest row of the ground line.</summary>
    public float Bottom => hull.Where(y => !float.IsNaN(y)).DefaultIfEmpty(0).Max();

    /// <summary>The lower convex hull of the points by Andrew's monotone chain; rows count downwards.</summary>
    private static float[] Hull(float[] points)
    {
        var chain = new List<int>();
        for (var x = 0; x < points.Length; x++)
        {
            if (float.IsNaN(points[x])) continue;
            while (chain is [.., var a, var b] && (points[b] - points[a]) * (x - a) <= (points[x] - points[a]) * (b - a))
                chain.RemoveAt(chain.Count - 1);
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
