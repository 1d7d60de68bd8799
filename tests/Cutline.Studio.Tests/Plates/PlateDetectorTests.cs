using Cutline.Imaging;
using Cutline.Studio.Geometry;
using Cutline.Studio.Mattes;
using Cutline.Studio.Plates;
using Cutline.Studio.Scenes;

namespace Cutline.Studio.Tests.Plates;

/// <summary>Detection with models of a few lines, which go by colour. The shipped model has tests of its own.</summary>
public sealed class PlateDetectorTests
{
    private static readonly Quad European = new(new(240, 280), new(360, 280), new(360, 306), new(240, 306));
    private static readonly Quad American = new(new(270, 270), new(334, 270), new(334, 303), new(270, 303));

    public static TheoryData<string> Plates =>
    [
        "240,280,360,280,360,306,240,306", "270,270,334,270,334,303,270,303",
        "100,268,178,276,176,304,99,293", "400,282,498,270,500,295,402,309",
    ];

    [Theory]
    [MemberData(nameof(Plates))]
    public void Corners_are_those_of_the_part_that_the_model_shows_in_perspective_too(string corners)
    {
        var truth = Quad.Parse(corners);
        using var drawn = new DrawnPlate(truth, letters: 0);
        foreach (var (width, height) in ((int, int)[])[(300, 200), (448, 320)])
        {
            var found = new PlateDetector(picture => Ground(picture, width, height)).Detect(drawn.Photo, drawn.Matte);
            Assert.InRange(DrawnPlate.Off(found!.Corners, truth), 0, 2);
            Assert.InRange(found.Confidence, 0.9, 1);
        }
    }

    [Fact]
    public void What_is_seen_in_the_car_is_looked_at_closely_and_both_looks_count()
    {
        using var drawn = new DrawnPlate(European, letters: 0);
        var looks = new List<(int Width, int Height)>();
        PlateMap Look(Photo picture, float first, float second)
        {
            looks.Add((picture.Width, picture.Height));
            return Ground(picture, 300, 200, looks.Count == 1 ? first : second);
        }

        var found = new PlateDetector(picture => Look(picture, 0.9f, 0.8f)).Detect(drawn.Photo, drawn.Matte);
        Assert.Equal((560, 360), looks[0]); // the body of 500×320 with 6 % around it, as far as the photo reaches
        Assert.InRange(looks[1].Width, 3 * 120, 3 * 126);
        Assert.InRange(found!.Confidence, Math.Sqrt(0.9 * 0.8) - 0.01, Math.Sqrt(0.9 * 0.8) + 0.01);

        looks.Clear();
        Assert.Null(new PlateDetector(picture => Look(picture, 0.9f, 0.1f)).Detect(drawn.Photo, drawn.Matte));
        Assert.Equal(2, looks.Count);
        looks.Clear();
        Assert.Null(new PlateDetector(picture => Look(picture, 0.1f, 0.9f)).Detect(drawn.Photo, drawn.Matte));
        Assert.Single(looks);
    }

    [Fact]
    public void Nothing_below_the_models_threshold_is_a_plate()
    {
        using var drawn = new DrawnPlate(European, letters: 0);
        DetectedPlate? Detect(double? least) =>
            new PlateDetector(picture => Ground(picture, 300, 200, 0.7f), least).Detect(drawn.Photo, drawn.Matte);
        Assert.NotNull(Detect(null));
        Assert.Null(Detect(0.75));
    }

    [Fact]
    public void The_more_certain_of_two_places_is_the_plate_and_what_is_beside_the_car_is_none()
    {
        using var drawn = new DrawnPlate(European, letters: 0);
        PlateMap Lamps(Photo picture) => Map(picture, 300, 200, value => value switch
        {
            > 232 and < 245 => 0.99f, > 210 and < 232 => 0.8f, _ => 0.02f,
        });
        var lamp = new PlateDetector(Lamps).Detect(drawn.Photo, drawn.Matte);
        Assert.InRange(lamp!.Corners.Centre.Y, 190, 210);

        using var street = new DrawnPlate(new(new(270, 364), new(334, 364), new(334, 397), new(270, 397)), letters: 0);
        Assert.Null(new PlateDetector(picture => Ground(picture, 300, 200)).Detect(street.Photo, street.Matte));
    }

    [Theory]
    [InlineData("240,60,360,60,360,90,240,90")] // high on the roof
    [InlineData("200,240,400,240,400,350,200,350")] // a third of the car's height
    [InlineData("120,280,380,280,380,310,120,310")] // wider than 0.8 of the car's height
    [InlineData("240,280,270,280,270,287,240,287")] // lower than a fortieth of it
    public void What_is_too_high_on_the_car_too_large_or_too_small_is_none(string corners)
    {
        using var drawn = new DrawnPlate(Quad.Parse(corners), letters: 0);
        Assert.Null(new PlateDetector(picture => Ground(picture, 448, 320)).Detect(drawn.Photo, drawn.Matte));
        if (corners.StartsWith("240,280", StringComparison.Ordinal)) return;
        // of a car that reaches the photo's edge the height is not known
        using var part = drawn.Photo.Crop(50, 40, 500, 320);
        using var matte = new Matte(500, 320, 1);
        matte.Writable.Fill(255);
        matte.Measure();
        Assert.NotNull(new PlateDetector(picture => Ground(picture, 448, 320)).Detect(part, matte));
    }

    /// <summary>As a model of cars in place of one of plates sees a car that reaches the photo's edge.</summary>
    [Fact]
    public void What_fills_more_than_half_of_the_car_is_none_however_close_the_photo_is()
    {
        using var drawn = new DrawnPlate(Quad.Parse("80,60,520,60,520,340,80,340"), letters: 0);
        using var part = drawn.Photo.Crop(50, 40, 500, 320);
        using var matte = new Matte(500, 320, 1);
        matte.Writable.Fill(255);
        matte.Measure();
        Assert.Null(new PlateDetector(picture => Ground(picture, 448, 320)).Detect(part, matte));
    }

    [Fact]
    public void A_car_of_few_pixels_or_at_the_edge_is_no_fault()
    {
        using var drawn = new DrawnPlate(American);
        foreach (var (width, height) in ((int, int)[])[(1, 1), (3, 400), (600, 2)])
        {
            using var matte = new Matte(600, 400, 1);
            matte.Writable.Clear();
            for (var y = 400 - height; y < 400; y++) matte.Writable.Slice(y * 600 + 600 - width, width).Fill(255);
            matte.Measure();
            Assert.Null(new PlateDetector(picture => Map(picture, 448, 320, _ => 1)).Detect(drawn.Photo, matte));
        }
    }

    [Fact]
    public void A_map_that_is_not_filled_is_an_error()
    {
        Assert.Contains("2×3", Assert.Throws<ArgumentException>(() => new PlateMap(new float[5], 2, 3)).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => new PlateMap(Array.Empty<float>(), 0, 3));
    }

    [Fact]
    public void The_covered_plate_is_in_the_cut_out_and_told()
    {
        using var drawn = new DrawnPlate(European, letters: 0);
        using var cut = Run(new() { Plate = new() }, drawn, new(picture => Ground(picture, 448, 320)));
        Assert.InRange(DrawnPlate.Off(cut.Plate!.Corners, European), 0, 2);
        Assert.InRange(cut.Photo.Pixels[(293 * 600 + 300) * 4], 200, 240);
        Assert.DoesNotContain(ReviewReason.NoPlate, cut.Review);

        using var left = Run(new(), drawn);
        Assert.Null(left.Plate);
        Assert.DoesNotContain(ReviewReason.NoPlate, left.Review);
        using var moved = Run(new() { Plate = new(American) }, drawn);
        Assert.Equal(new DetectedPlate(American, 1), moved.Plate);
    }

    [Fact]
    public void A_plate_that_is_not_found_is_a_reason_to_check_and_one_without_a_detector_an_error()
    {
        using var drawn = new DrawnPlate(null);
        using var cut = Run(new() { Plate = new() }, drawn, new(picture => Ground(picture, 448, 320)));
        Assert.Null(cut.Plate);
        Assert.Contains(ReviewReason.NoPlate, cut.Review);
        var error = Assert.Throws<ArgumentException>(() => Run(new() { Plate = new() }, drawn));
        Assert.Contains("no detector", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Corners_outside_of_the_photo_are_an_error()
    {
        using var drawn = new DrawnPlate(null);
        foreach (var (x, y) in ((double, double)[])[(700, 100), (-80, 100), (100, 500), (100, -40)])
        {
            var outside = new Quad(new(x, y), new(x + 50, y), new(x + 50, y + 20), new(x, y + 20));
            var error = Assert.Throws<PhotoException>(() => Run(new() { Plate = new(outside) }, drawn));
            Assert.Contains("lie outside of the photo of 600×400 pixels", error.Message, StringComparison.Ordinal);
        }

        using var partly = Run(new() { Plate = new(new Quad(new(-20, 100), new(30, 100), new(30, 120), new(-20, 120))) }, drawn);
        Assert.NotNull(partly.Plate);
    }

    /// <summary>Sees the ground of a drawn plate, 225, in maps of a size.</summary>
    private static PlateMap Ground(Photo picture, int width, int height, float probability = 0.98f) =>
        Map(picture, width, height, value => value is > 210 and < 232 ? probability : 0.02f);

    private static PlateMap Map(Photo picture, int width, int height, Func<byte, float> probability)
    {
        using var sized = picture.Resize(width, height, Kernel.Area);
        var values = new float[width * height];
        for (var i = 0; i < values.Length; i++) values[i] = probability(sized.Pixels[3 * i]);
        return new(values, width, height);
    }

    private static CutOut Run(SceneOptions options, DrawnPlate drawn, PlateDetector? plates = null) =>
        ScenePipeline.Create(options).Run(drawn.Photo, Probabilities(drawn.Matte), 150, 100, plates: plates);

    private static float[] Probabilities(Matte matte) =>
        [.. Enumerable.Range(0, 150 * 100).Select(i => matte.Alpha[(i / 150 * 4 + 2) * 600 + i % 150 * 4 + 2] / 255f)];
}
