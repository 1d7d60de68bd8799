using System.Globalization;

namespace Cutline.Studio.Geometry;

/// <summary>A quadrilateral: the four corners of a rectangle in perspective, clockwise on the screen from its top left corner.</summary>
public readonly record struct Quad(Point TopLeft, Point TopRight, Point BottomRight, Point BottomLeft)
{
    /// <summary>Largest absolute coordinate that is accepted, in pixels.</summary>
    private const double LargestCoordinate = 100_000;

    /// <summary>Parses eight numbers separated by commas: x and y of each corner, in pixels of the photo.</summary>
    /// <exception cref="FormatException">The text has another form, or the corners are not convex in clockwise order.</exception>
    public static Quad Parse(string text)
    {
        var numbers = text.Split(',').Select(Coordinate).ToArray();
        if (numbers.Length != 8 || numbers.Any(double.IsNaN))
            throw new FormatException(
                $"corners '{text}' are not understood: give eight numbers x1,y1,x2,y2,x3,y3,x4,y4 in pixels of the photo");
        var corners = numbers.Chunk(2).Select(xy => new Point(xy[0], xy[1])).ToArray();
        var quad = new Quad(corners[0], corners[1], corners[2], corners[3]);
        return quad.IsConvex
            ? quad
            : throw new FormatException($"corners '{text}' do not form a convex quadrilateral: give them clockwise from the top left");

        static double Coordinate(string number) =>
            double.TryParse(number, NumberStyles.Float, CultureInfo.InvariantCulture, out var value) && Math.Abs(value) <= LargestCoordinate
                ? value
                : double.NaN;
    }

    /// <summary>Top left, top right, bottom right, bottom left.</summary>
    public IReadOnlyList<Point> Corners => [TopLeft, TopRight, BottomRight, BottomLeft];

    /// <summary>The mean of the corners.</summary>
    public Point Centre => (TopLeft + TopRight + BottomRight + BottomLeft) * 0.25;

    /// <summary>The mean length of the upper and the lower side, in pixels.</summary>
    public double Width => ((TopRight - TopLeft).Length + (BottomRight - BottomLeft).Length) / 2;

    /// <summary>The mean length of the left and the right side, in pixels.</summary>
    public double Height => ((BottomLeft - TopLeft).Length + (BottomRight - TopRight).Length) / 2;

    /// <summary>
    /// Whether it is convex and its corners are in clockwise order; each corner's cross product must be at least one square pixel.
    /// </summary>
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

    /// <summary>The area in square pixels.</summary>
    internal double Area =>
        (Point.Cross(TopRight - TopLeft, BottomLeft - TopLeft) + Point.Cross(BottomLeft - BottomRight, TopRight - BottomRight)) / 2;

    /// <summary>Scales the quadrilateral about its centre.</summary>
    /// <param name="fraction">How much larger it becomes; negative to shrink it.</param>
    public Quad Grown(double fraction)
    {
        var centre = Centre;
        return Each(corner => centre + (corner - centre) * (1 + fraction));
    }

    /// <summary>Applies a function to each corner.</summary>
    public Quad Each(Func<Point, Point> to) => new(to(TopLeft), to(TopRight), to(BottomRight), to(BottomLeft));

    /// <summary>The eight numbers that <see cref="Parse"/> accepts, rounded to a tenth of a pixel.</summary>
    public override string ToString() =>
        string.Join(',', Corners.SelectMany(c => (double[])[c.X, c.Y]).Select(n => n.ToString("0.#", CultureInfo.InvariantCulture)));
}
