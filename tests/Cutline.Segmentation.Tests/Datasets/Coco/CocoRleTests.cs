using Cutline.Segmentation.Datasets.Coco;

namespace Cutline.Segmentation.Tests.Datasets.Coco;

public class CocoRleTests
{
    // By hand, from maskApi.c: 5 bits for each character from '0' on, 32 for more, 16 of the last for the sign; from the fourth count on
    // the difference to the count two before.
    [Theory]
    [InlineData("52203", new[] { 5, 2, 2, 2, 5 })] // 5 2 2, then 2-2 = 0 and 5-2 = 3
    [InlineData("0", new[] { 0 })]
    [InlineData("?", new[] { 15 })]
    [InlineData("P1", new[] { 32 })] // 32 = 00001 00000: '0' + 32 + 0, '0' + 1
    [InlineData("`0", new[] { 16 })] // 16 alone would be a sign: 10000 and a further 0
    [InlineData("T31n02O", new[] { 100, 1, 30, 3, 29 })] // 100 = 3·32 + 4; 30 = 11110 and 0, so that it is positive; 3-1 = 2; 29-30 = -1
    public void Strings_expand_as_worked_by_hand(string text, int[] counts) => Assert.Equal(counts, CocoRle.Expand(text));

    [Theory]
    [InlineData("P")] // more is promised
    [InlineData(" ")] // below '0'
    [InlineData("\u00e9")]
    [InlineData("O")] // -1
    [InlineData("oooooooooo0")] // beyond 32 bits
    public void Anything_else_is_refused(string text) => Assert.Throws<FormatException>(() => CocoRle.Expand(text));

    [Fact]
    public void Runs_go_down_the_columns()
    {
        var indices = new byte[6]; // 3 wide, 2 high
        CocoRle.Paint([1, 2, 2, 1], 3, 2, 9, indices);
        Assert.Equal([0, 9, 0, 9, 0, 9], indices);
    }

    [Theory]
    [InlineData(new[] { 5 }, "cover 5 pixels, the picture has 3×2")]
    [InlineData(new[] { int.MaxValue, int.MaxValue }, "cover 4294967294")]
    [InlineData(new[] { 7, -1 }, "the length -1")]
    public void Counts_that_do_not_add_up_are_refused_before_painting(int[] counts, string said) =>
        Assert.Contains(said, Assert.Throws<FormatException>(() => CocoRle.Paint(counts, 3, 2, 1, new byte[6])).Message);

    [Fact]
    public void A_polygon_holds_the_pixels_whose_centres_it_holds()
    {
        var indices = new byte[16];
        PolygonFill.Paint([1, 1, 3, 1, 3, 3, 1, 3], 4, 4, 5, indices);
        Assert.Equal([0, 0, 0, 0, 0, 5, 5, 0, 0, 5, 5, 0, 0, 0, 0, 0], indices);

        var triangle = new byte[16];
        PolygonFill.Paint([0, 0, 4, 4, 0, 4], 4, 4, 1, triangle); // below the diagonal, on which centres are inside
        Assert.Equal([0, 0, 0, 0, 1, 0, 0, 0, 1, 1, 0, 0, 1, 1, 1, 0], triangle);

        var beyond = new byte[4];
        PolygonFill.Paint([-1e9, -1e9, 1e9, -1e9, 1e9, 1e9, -1e9, 1e9], 2, 2, 1, beyond);
        Assert.Equal([1, 1, 1, 1], beyond);
    }

    [Theory]
    [InlineData(new double[] { 0, 0, 1, 1 })]
    [InlineData(new double[] { 0, 0, 1, 1, 2, 2, 3 })]
    [InlineData(new double[] { 0, 0, double.PositiveInfinity, 1, 2, 2 })]
    public void Polygons_that_are_none_are_refused(double[] points) =>
        Assert.Throws<FormatException>(() => PolygonFill.Paint(points, 2, 2, 1, new byte[4]));
}
