namespace Cutline.Imaging.Tests;

public sealed class ColourDifferenceTests
{
    private static readonly (byte, byte, byte)[] Colours = [(128, 0, 0), (64, 64, 0), (64, 0, 128), (0, 114, 178), (255, 255, 255)];

    /// <summary>
    /// The formula and Machado's matrices in numpy, in float64: dark red beside olive and beside dark purple, that beside blue.
    /// </summary>
    [Theory]
    [InlineData(ColourVision.Normal, 36.02, 38.74, 35.15)]
    [InlineData(ColourVision.Protanopia, 6.74, 46.87, 23.25)]
    [InlineData(ColourVision.Deuteranopia, 3.10, 52.83, 19.31)]
    [InlineData(ColourVision.Tritanopia, 23.44, 33.82, 35.41)]
    public void Differences_are_those_of_the_formula(ColourVision vision, double olive, double purple, double blue)
    {
        Assert.Equal(olive, ColourDifference.Of(Colours[0], Colours[1], vision), 0.02);
        Assert.Equal(purple, ColourDifference.Of(Colours[0], Colours[2], vision), 0.02);
        Assert.Equal(blue, ColourDifference.Of(Colours[3], Colours[2], vision), 0.02);
        Assert.Equal(0, ColourDifference.Of(Colours[3], Colours[3], vision), 1e-9);
    }

    /// <summary>Rows of the table of Sharma, Wu and Dalal, among them hues on both sides of 0° and of 180°, and greys.</summary>
    [Theory]
    [InlineData(50, 2.6772, -79.7751, 50, 0, -82.7485, 2.0425)]
    [InlineData(50, -1.3802, -84.2814, 50, 0, -82.7485, 1.0000)]
    [InlineData(50, 0, 0, 50, -1, 2, 2.3669)]
    [InlineData(50, 2.49, -0.001, 50, -2.49, 0.0009, 7.1792)]
    [InlineData(50, 2.49, -0.001, 50, -2.49, 0.0011, 7.2195)]
    [InlineData(50, 2.5, 0, 73, 25, -18, 27.1492)]
    [InlineData(50, 2.5, 0, 61, -5, 29, 22.8977)]
    [InlineData(50, 2.5, 0, 56, -27, -3, 31.9030)]
    [InlineData(50, 2.5, 0, 58, 24, 15, 19.4535)]
    [InlineData(60.2574, -34.0099, 36.2677, 60.4626, -34.1751, 39.4387, 1.2644)]
    [InlineData(61.2901, 3.7196, -5.3901, 61.4292, 2.2480, -4.9620, 1.8731)]
    [InlineData(90.8027, -2.0831, 1.4410, 91.1528, -1.6435, 0.0447, 1.4441)]
    [InlineData(2.0776, 0.0795, -1.1350, 0.9033, -0.0636, -0.5514, 0.9082)]
    public void The_formula_has_its_authors_numbers(double l1, double a1, double b1, double l2, double a2, double b2, double expected)
    {
        Assert.Equal(expected, ColourDifference.Ciede2000((l1, a1, b1), (l2, a2, b2)), 5e-5);
        Assert.Equal(expected, ColourDifference.Ciede2000((l2, a2, b2), (l1, a1, b1)), 5e-5);
    }

    [Fact]
    public void The_least_is_that_of_the_two_most_alike_to_any_eyes()
    {
        Assert.Equal(ColourDifference.Of(Colours[0], Colours[1], ColourVision.Deuteranopia), ColourDifference.Least(Colours), 1e-9);
        Assert.Equal(double.PositiveInfinity, ColourDifference.Least(Colours[..1]));
        Assert.Equal(0, ColourDifference.Least([(1, 2, 3), (9, 9, 9), (1, 2, 3)]), 1e-3);
    }
}
