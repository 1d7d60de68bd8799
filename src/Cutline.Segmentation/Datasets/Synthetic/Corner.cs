using System.Globalization;
using System.Text;

namespace Cutline.Segmentation.Datasets.Synthetic;

/// <summary>A corner of an outline, in centimetres.</summary>
/// <param name="X">The distance from the front bumper, towards the rear.</param>
/// <param name="Y">The height above the ground.</param>
/// <param name="Radius">How far before and after the corner it is rounded; at most half of either edge is used.</param>
public readonly record struct Corner(double X, double Y, double Radius = 0)
{
    private const double Handle = 0.58;

    /// <summary>The corners as a closed SVG path, with Y downwards.</summary>
    public static string Path(params ReadOnlySpan<Corner> corners)
    {
        var path = new StringBuilder();
        for (var i = 0; i < corners.Length; i++)
        {
            var (before, at, after) = (corners[(i + corners.Length - 1) % corners.Length], corners[i], corners[(i + 1) % corners.Length]);
            var (enter, leave) = (at.Toward(before), at.Toward(after));
            path.Append(CultureInfo.InvariantCulture, $"{(i == 0 ? 'M' : 'L')}{enter.X:0.##} {-enter.Y:0.##}");
            if (at.Radius <= 0) continue;
            var (c1, c2) = (enter.Between(at, Handle), leave.Between(at, Handle));
            path.Append(CultureInfo.InvariantCulture, $"C{c1.X:0.##} {-c1.Y:0.##} {c2.X:0.##} {-c2.Y:0.##} {leave.X:0.##} {-leave.Y:0.##}");
        }

        return path.Append('Z').ToString();
    }

    private Corner Toward(Corner other)
    {
        var length = Math.Sqrt((other.X - X) * (other.X - X) + (other.Y - Y) * (other.Y - Y));
        return length == 0 ? this : Between(other, Math.Min(Radius, length / 2) / length);
    }

    private Corner Between(Corner other, double share) => new(X + (other.X - X) * share, Y + (other.Y - Y) * share);
}
