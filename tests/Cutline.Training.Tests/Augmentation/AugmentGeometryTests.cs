using Cutline.Golden;
using Cutline.Training.Augmentation;
using TorchSharp;
using static TorchSharp.torch;

namespace Cutline.Training.Tests.Augmentation;

/// <summary>Maps by hand, and what is seen through them against torchvision (golden/augment/make.py).</summary>
public sealed class AugmentGeometryTests : IDisposable
{
    private const double Aspect = 36.0 / 24;

    /// <summary>
    /// The cases of make.py; torchvision turns and shears by the negative angle, and shears the picture, not where it comes from.
    /// </summary>
    private static readonly Dictionary<string, Homography> Maps = new()
    {
        ["rotated"] = Homography.Turn(-20, 1, Aspect),
        ["scaled"] = Homography.Turn(0, 0.73, Aspect),
        ["sheared"] = Homography.Shear(15, 0, Aspect),
        ["together"] = Homography.Turn(33, 1.3, Aspect),
        ["perspective"] = Homography.Corners(Edge(3, 2), Edge(33, -1), Edge(37, 26), Edge(-2, 21)),
    };

    private readonly DisposeScope scope = NewDisposeScope();
    private readonly GoldenFile golden = new("augment/transforms");

    public static TheoryData<string> Cases() => [.. Maps.Keys];

    [Theory]
    [MemberData(nameof(Cases))]
    public void Photos_and_masks_are_torchvisions(string name)
    {
        var grid = Warp.Grid([Maps[name]], 24, 36, CPU);

        foreach (var type in new[] { ScalarType.Int64, ScalarType.Byte })
        {
            var (photo, mask) = Warp.Read(golden["photo"], golden["mask"].to_type(type), grid);
            golden.AssertClose($"{name}.photo", photo, 1e-4);
            Assert.Equal(type, mask.dtype);
            Assert.Equal(golden[$"{name}.mask"].ToArray<long>(), mask.ToArray<long>());
        }
    }

    [Fact]
    public void A_binary_mask_is_one_half_or_more_of_what_it_would_be_as_a_photo()
    {
        var grid = Warp.Grid([Maps["together"]], 24, 36, CPU);
        var red = golden["photo"].narrow(1, 0, 1).ge(0.5).to_type(ScalarType.Float32);

        var (photo, mask) = Warp.Read(red.expand(1, 3, 24, 36), red, grid);

        Assert.Equal(photo.narrow(1, 0, 1).ge(0.5).to_type(ScalarType.Float32).ToArray<float>(), mask.ToArray<float>());
    }

    [Fact]
    public void Corners_show_the_points_they_are_given()
    {
        (double, double)[] points = [(-0.9, -1.2), (1.1, -0.8), (0.7, 1.3), (-1.4, 0.9)];

        var map = Homography.Corners(points[0], points[1], points[2], points[3]);

        (double X, double Y)[] corners = [(-1, -1), (1, -1), (1, 1), (-1, 1)];
        Assert.All(corners.Zip(points), c => Close(c.Second, map.Of(c.First.X, c.First.Y)));
        Assert.Equal(Homography.Identity, Homography.Corners((-1, -1), (1, -1), (1, 1), (-1, 1)));
        Assert.True(Homography.Identity.IsAffine && !map.IsAffine);
    }

    [Fact]
    public void A_product_is_one_map_after_the_other()
    {
        var a = Homography.Corners((-0.9, -1.2), (1.1, -0.8), (0.7, 1.3), (-1.4, 0.9));
        var b = Homography.Turn(30, 1.5, 2) * Homography.Shear(10, -20, 2) * Homography.Part(0.5, 0.25, 0.1, -0.3);
        var (x, y) = b.Of(0.3, -0.6);

        Close(a.Of(x, y), (a * b).Of(0.3, -0.6));
        Close(b.Of(a.Of(0.3, -0.6).X, a.Of(0.3, -0.6).Y), (b * a).Of(0.3, -0.6));
    }

    /// <summary>
    /// At twice as wide as high, a quarter turn takes (1, 0), 2 heights from the middle, beyond the lower edge: to (0, 2).
    /// </summary>
    [Fact]
    public void A_turn_is_one_in_pixels()
    {
        Close((0, 2), Homography.Turn(90, 1, 2).Of(1, 0));
        Close((-0.5, 0), Homography.Turn(90, 1, 2).Of(0, 1));
        Close((0.25, 0.25), Homography.Turn(0, 4, 2).Of(1, 1));
        Close((0.5 + 0.1, 1), Homography.Shear(45, 0, 2).Of(0.1, 1));
        Close((0.1, 1 + 0.2), Homography.Shear(0, 45, 2).Of(0.1, 1));
        Close((0.2, -0.3), Homography.Part(0.5, 0.25, 0.2, -0.3).Of(0, 0));
    }

    [Fact]
    public void A_part_is_what_a_grid_reads()
    {
        var photo = tensor((float[])[.. Enumerable.Range(0, 16).Select(i => (float)i)], [1, 1, 4, 4]).expand(1, 3, 4, 4);

        var grid = Warp.Grid([Homography.Part(0.5, 0.5, 0.5, -0.5)], 2, 2, CPU); // the quarter right above, pixel for pixel

        Assert.Equal([2, 3, 6, 7], Warp.Read(photo, zeros([1, 1, 4, 4]), grid).Photos.narrow(1, 0, 1).ToArray<float>());
    }

    public void Dispose()
    {
        golden.Dispose();
        scope.Dispose();
    }

    private static (double X, double Y) Edge(double x, double y) => (x / 18 - 1, y / 12 - 1);

    private static void Close((double X, double Y) expected, (double X, double Y) actual)
    {
        Assert.Equal(expected.X, actual.X, 1e-12);
        Assert.Equal(expected.Y, actual.Y, 1e-12);
    }
}
