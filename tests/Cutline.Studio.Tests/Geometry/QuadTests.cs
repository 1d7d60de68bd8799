using Cutline.Studio.Geometry;
using Cutline.Studio.Plates;

namespace Cutline.Studio.Tests.Geometry;

public sealed class QuadTests
{
    private static readonly Quad Leaning = new(new(100, 268), new(178, 276), new(176, 304), new(99, 293));

    [Fact]
    public void Eight_numbers_are_read_as_they_are_written()
    {
        var quad = Quad.Parse(" 1.5,2, 11,2.25,11,8,1,7");
        Assert.Equal(new Quad(new(1.5, 2), new(11, 2.25), new(11, 8), new(1, 7)), quad);
        Assert.Equal("1.5,2,11,2.3,11,8,1,7", quad.ToString());
        Assert.Equal(Leaning, Quad.Parse(Leaning.ToString()));
    }

    [Theory]
    [InlineData("")]
    [InlineData("1,2,3,4,5,6,7")]
    [InlineData("1,2,3,4,5,6,7,8,9")]
    [InlineData("0,0,10,0,10,NaN,0,10")]
    [InlineData("0,0,10,0,10,Infinity,0,10")]
    [InlineData("0,0,10,0,10,100001,0,10")]
    [InlineData("0,0,0,10,10,10,10,0")] // anticlockwise
    [InlineData("0,0,10,10,10,0,0,10")] // crossed
    [InlineData("0,0,10,0,2,2,0,10")]   // hollow
    [InlineData("5,5,5,5,5,5,5,5")]
    public void Others_are_an_error_of_one_line(string text) =>
        Assert.DoesNotContain('\n', Assert.Throws<FormatException>(() => Quad.Parse(text)).Message);

    [Fact]
    public void Its_measures_are_those_of_a_rectangle()
    {
        var quad = new Quad(new(10, 20), new(50, 20), new(50, 30), new(10, 30));
        Assert.Equal((40, 10, 400, new Point(30, 25)), (quad.Width, quad.Height, quad.Area, quad.Centre));
        Assert.Equal(new Quad(new(-10, 15), new(70, 15), new(70, 35), new(-10, 35)), quad.Grown(1));
    }

    [Fact]
    public void The_unit_square_comes_to_the_corners_and_back()
    {
        var place = new Homography(Leaning);
        Point[] square = [new(0, 0), new(1, 0), new(1, 1), new(0, 1)];
        foreach (var (corner, unit) in Leaning.Corners.Zip(square))
        {
            Assert.InRange((place.At(unit.X, unit.Y) - corner).Length, 0, 1e-9);
            Assert.InRange((place.From(corner) - unit).Length, 0, 1e-9);
        }

        // A projection keeps lines: the square's middle is where the diagonals cross.
        var (a, c, b, d) = (Leaning.TopLeft, Leaning.BottomRight, Leaning.TopRight, Leaning.BottomLeft);
        var crossing = a + (c - a) * (Point.Cross(b - a, d - b) / Point.Cross(c - a, d - b));
        Assert.InRange((place.At(0.5, 0.5) - crossing).Length, 0, 1e-9);
    }

    [Fact]
    public void Four_sides_go_around_a_rectangle_with_cut_corners()
    {
        (int Left, int Right)[] rows = [(12, 28), (11, 29), (10, 30), (10, 30), (10, 30), (10, 30), (11, 29), (12, 28)];
        var outline = ConvexOutline.Of(rows, 5);
        Point Corner(int i) => outline[i % outline.Count];
        Assert.All(Enumerable.Range(0, outline.Count), i =>
            Assert.True(Point.Cross(Corner(i + 1) - Corner(i), Corner(i + 2) - Corner(i + 1)) > 0));
        Assert.Equal(new Quad(new(10, 5), new(30, 5), new(30, 13), new(10, 13)), ConvexOutline.FourSides(outline));
    }

    [Fact]
    public void A_triangle_has_no_four_sides() => Assert.Null(ConvexOutline.FourSides([new(0, 0), new(10, 0), new(5, 8)]));
}
