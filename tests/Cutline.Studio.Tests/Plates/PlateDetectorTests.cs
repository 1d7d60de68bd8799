using Cutline.Studio.Geometry;
using Cutline.Studio.Mattes;
using Cutline.Studio.Plates;
using Cutline.Studio.Scenes;

namespace Cutline.Studio.Tests.Plates;

public sealed class PlateDetectorTests
{
    private static readonly Quad European = new(new(240, 280), new(360, 280), new(360, 306), new(240, 306));
    private static readonly Quad American = new(new(270, 270), new(334, 270), new(334, 303), new(270, 303));
    private static readonly Quad Aside = new(new(100, 268), new(178, 276), new(176, 304), new(99, 293));

    public static TheoryData<string> Plates =>
    [
        "240,280,360,280,360,306,240,306", "270,270,334,270,334,303,270,303",
        "100,268,178,276,176,304,99,293", "400,282,498,270,500,295,402,309",
    ];

    [Theory]
    [MemberData(nameof(Plates))]
    public void A_written_plate_is_found_to_the_pixel_in_perspective_too(string corners)
    {
        var truth = Quad.Parse(corners);
        foreach (var (body, ground, ink) in ((byte, byte, byte)[])[(60, 225, 30), (200, 240, 40), (190, 25, 230)])
        {
            using var drawn = new DrawnPlate(truth, body, ground, ink);
            var found = PlateDetector.Detect(drawn.Photo, drawn.Matte);
            Assert.True(found is not null, $"nothing on a body of {body}, ground {ground}");
            Assert.InRange(DrawnPlate.Off(found.Corners, truth), 0, 2.5);
            Assert.InRange(found.Confidence, PlateDetector.LeastConfidence, 1);
        }
    }

    [Fact]
    public void A_body_without_a_plate_has_none_nor_an_empty_rectangle()
    {
        using var bare = new DrawnPlate(null);
        Assert.Null(PlateDetector.Detect(bare.Photo, bare.Matte));
        using var empty = new DrawnPlate(American, letters: 0);
        Assert.Null(PlateDetector.Detect(empty.Photo, empty.Matte));
    }

    [Fact]
    public void What_is_too_high_on_the_car_or_beside_it_is_none()
    {
        using var roof = new DrawnPlate(new(new(270, 50), new(334, 50), new(334, 83), new(270, 83)));
        Assert.Null(PlateDetector.Detect(roof.Photo, roof.Matte));
        using var street = new DrawnPlate(new(new(270, 364), new(334, 364), new(334, 397), new(270, 397)));
        Assert.Null(PlateDetector.Detect(street.Photo, street.Matte));
    }

    [Fact]
    public void A_car_of_few_pixels_or_at_the_edge_is_no_fault()
    {
        using var drawn = new DrawnPlate(Aside);
        foreach (var (width, height) in ((int, int)[])[(1, 1), (3, 400), (600, 2)])
        {
            using var matte = new Matte(600, 400, 1);
            matte.Writable.Clear();
            for (var y = 400 - height; y < 400; y++) matte.Writable.Slice(y * 600 + 600 - width, width).Fill(255);
            matte.Measure();
            Assert.Null(PlateDetector.Detect(drawn.Photo, matte));
        }
    }

    [Fact]
    public void The_covered_plate_is_in_the_cut_out_and_told()
    {
        using var drawn = new DrawnPlate(European);
        using var cut = Run(new() { Plate = new() }, drawn);
        Assert.InRange(DrawnPlate.Off(cut.Plate!.Corners, European), 0, 2.5);
        Assert.InRange(cut.Photo.Pixels[(293 * 600 + 300) * 4], 200, 240);

        using var left = Run(new(), drawn);
        Assert.Null(left.Plate);
        using var moved = Run(new() { Plate = new(American) }, drawn);
        Assert.Equal(new DetectedPlate(American, 1), moved.Plate);
    }

    private static CutOut Run(SceneOptions options, DrawnPlate drawn) =>
        ScenePipeline.Create(options).Run(drawn.Photo, Probabilities(drawn.Matte), 150, 100);

    private static float[] Probabilities(Matte matte) =>
        [.. Enumerable.Range(0, 150 * 100).Select(i => matte.Alpha[(i / 150 * 4 + 2) * 600 + i % 150 * 4 + 2] / 255f)];
}
