using System.Globalization;

namespace Cutline.Studio.Plates;

/// <summary>Four corners, clockwise on the screen from the top left: a rectangle as a camera sees it.</summary>
public readonly record struct Quad(Point TopLeft, Point TopRight, Point BottomRight, Point BottomLeft)
{
    /// <summary>Furthest that a corner may lie from the photo's own, in pixels.</summary>
    private const double Furthest = 100_000;

    /// <summary>Reads eight numbers with commas: x and y of each corner.</summary>
    /// <exception cref="FormatException">It is none of these, or no rectangle looks like it.</exception>
    public static Quad Parse(string text)
    {
        var numbers = text.Split(',').Select(n => double.TryParse(n, NumberStyles.Float, CultureInfo.InvariantCulture, out var value) && Math.Abs(value) <= Furthest ? value : double.NaN).ToArray();
        if (numbers.Length != 8 || numbers.Any(double.IsNaN))
            throw new FormatException($"corners '{text}' are not understood: give eight numbers x1,y1,x2,y2,x3,y3,x4,y4, the photo's pixels");
        var quad = new Quad(new(numbers[0], numbers[1]), new(numbers[2], numbers[3]), new(numbers[4], numbers[5]), new(numbers[6], numbers[7]));
        return quad.IsConvex ? quad : throw new FormatException($"corners '{text}' are of no plate: go clockwise from its top left");
    }

    public IReadOnlyList<Point> Corners => [TopLeft, TopRight, BottomRight, BottomLeft];

    public Point Centre => (TopLeft + TopRight + BottomRight + BottomLeft) * 0.25;

    /// <summary>Mean of the upper and the lower side.</summary>
    public double Width => ((TopRight - TopLeft).Length + (BottomRight - BottomLeft).Length) / 2;

    /// <summary>Mean of the left and the right side.</summary>
    public double Height => ((BottomLeft - TopLeft).Length + (BottomRight - TopRight).Length) / 2;

    /// <summary>Whether it turns clockwise at every corner, by at least a pixel's area.</summary>
    public bool IsConvex
    {
        get
        {
            var corners = Corners;
            for (var i = 0; i < 4; i++)
                if (!(Point.Cross(corners[(i + 1) % 4] - corners[i], corners[(i + 2) % 4] - corners[(i + 1) % 4]) >= 1)) return false;
            return true;
        }
    }

    internal double Area => (Point.Cross(TopRight - TopLeft, BottomLeft - TopLeft) + Point.Cross(BottomLeft - BottomRight, TopRight - BottomRight)) / 2;

    /// <summary>Each corner moved away from the centre.</summary>
    /// <param name="share">Of its distance.</param>
    public Quad Grown(double share)
    {
        var centre = Centre;
        return Each(corner => centre + (corner - centre) * (1 + share));
    }

    /// <summary>Each corner elsewhere.</summary>
    public Quad Each(Func<Point, Point> to) => new(to(TopLeft), to(TopRight), to(BottomRight), to(BottomLeft));

    /// <summary>The eight numbers that <see cref="Parse"/> reads, to a tenth of a pixel.</summary>
    public override string ToString() => string.Join(',', Corners.SelectMany(c => (double[])[c.X, c.Y]).Select(n => n.ToString("0.#", CultureInfo.InvariantCulture)));
}
