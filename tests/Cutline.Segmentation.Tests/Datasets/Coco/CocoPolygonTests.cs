using System.Text.Json;
using Cutline.Segmentation.Datasets.Coco;

namespace Cutline.Segmentation.Tests.Datasets.Coco;

public class CocoPolygonTests
{
    private sealed record Case(int Width, int Height, double[] Points, string Counts);

    // tests/golden/coco/make.py: drawn polygons and what COCO's API makes of them.
    [Fact]
    public void Masks_are_those_of_the_reference_api_pixel_for_pixel()
    {
        var cases = JsonSerializer.Deserialize<Case[]>(
            File.ReadAllText(RepositoryPaths.Find("tests/golden/coco/polygons.json")), JsonSerializerOptions.Web)!;
        Assert.Equal(400, cases.Length);
        foreach (var (width, height, points, counts) in cases)
        {
            var (expected, painted) = (new byte[width * height], new byte[width * height]);
            CocoRle.Paint(CocoRle.Expand(counts), width, height, 7, expected);
            CocoPolygon.Paint(points, width, height, 7, painted);
            Assert.Equal(expected, painted);
        }
    }

    [Fact]
    public void What_lies_far_outside_is_cut_off()
    {
        var all = new byte[4];
        CocoPolygon.Paint([-1e300, -1e300, 1e300, -1e300, 1e300, 1e300, -1e300, 1e300], 2, 2, 1, all);
        Assert.Equal([1, 1, 1, 1], all);
    }

    [Theory]
    [InlineData(new double[] { 0, 0, 1, 1 })]
    [InlineData(new double[] { 0, 0, 1, 1, 2, 2, 3 })]
    [InlineData(new double[] { 0, 0, double.NaN, 1, 2, 2 })]
    public void Polygons_that_are_none_are_refused(double[] points) =>
        Assert.Throws<FormatException>(() => CocoPolygon.Paint(points, 2, 2, 1, new byte[4]));

    [Fact]
    public void Holes_are_left_out()
    {
        var indices = new byte[16];
        PolygonFill.Paint([[0, 0, 4, 0, 4, 4, 0, 4], [1, 1, 3, 1, 3, 3, 1, 3]], 4, 4, 1, indices);
        Assert.Equal([1, 1, 1, 1, 1, 0, 0, 1, 1, 0, 0, 1, 1, 1, 1, 1], indices);
    }
}
