using Cutline.Imaging;
using Cutline.Studio.Geometry;
using Cutline.Studio.Mattes;

namespace Cutline.Studio.Tests.Mattes;

public sealed class MatteTests
{
    public static TheoryData<string> SceneNames => [.. DrawnScenes.Names];

    [Theory]
    [MemberData(nameof(SceneNames))]
    public void Finds_the_drawn_alpha(string name)
    {
        using var scene = DrawnScenes.Draw(name);
        using var matte = Matte.Estimate(
            scene.Photo, scene.Probabilities(DrawnScenes.MapWidth, DrawnScenes.MapHeight), DrawnScenes.MapWidth, DrawnScenes.MapHeight);

        Assert.InRange(scene.AlphaError(matte), 0, 0.05);
    }

    [Theory]
    [InlineData("light disc on dark green")]
    [InlineData("dark car on white")]
    [InlineData("red car on grey gradient")]
    public void Colours_pull_an_edge_back_that_the_model_set_too_far_out(string name)
    {
        using var scene = DrawnScenes.Draw(name);
        var map = scene.Probabilities(DrawnScenes.MapWidth, DrawnScenes.MapHeight, shiftX: 2, shiftY: 1.5);
        using var followed = Matte.Estimate(scene.Photo, map, DrawnScenes.MapWidth, DrawnScenes.MapHeight);
        using var alone = Matte.Estimate(
            scene.Photo, map, DrawnScenes.MapWidth, DrawnScenes.MapHeight, new MatteOptions { FollowPhoto = false });

        Assert.True(
            scene.AlphaError(followed) < 0.8 * scene.AlphaError(alone),
            $"{scene.AlphaError(followed)} with the photo, {scene.AlphaError(alone)} without");
    }

    [Fact]
    public void Is_one_within_and_nought_without()
    {
        using var scene = DrawnScenes.Draw("light disc on dark green");
        using var matte = Matte.Estimate(
            scene.Photo, scene.Probabilities(DrawnScenes.MapWidth, DrawnScenes.MapHeight), DrawnScenes.MapWidth, DrawnScenes.MapHeight);
        var clearly = 15.0; // pixels: four cells
        for (var y = 0; y < scene.Height; y++)
        {
            for (var x = 0; x < scene.Width; x++)
            {
                var inside = 95.4 - Math.Sqrt(Math.Pow(x + 0.5 - 221.3, 2) + Math.Pow(y + 0.5 - 148.6, 2));
                if (Math.Abs(inside) > clearly) Assert.Equal(inside > 0 ? 255 : 0, matte.Alpha[y * scene.Width + x]);
            }
        }
    }

    [Fact]
    public void Is_the_same_each_time()
    {
        using var scene = DrawnScenes.Draw("red car on grey gradient");
        var map = scene.Probabilities(DrawnScenes.MapWidth, DrawnScenes.MapHeight);
        using var first = Matte.Estimate(scene.Photo, map, DrawnScenes.MapWidth, DrawnScenes.MapHeight);
        using var second = Matte.Estimate(scene.Photo, map, DrawnScenes.MapWidth, DrawnScenes.MapHeight);

        Assert.True(first.Alpha.SequenceEqual(second.Alpha));
    }

    [Fact]
    public void A_map_of_the_photos_size_serves_as_well()
    {
        using var scene = DrawnScenes.Draw("dark car on white");
        using var matte = Matte.Estimate(scene.Photo, Array.ConvertAll(scene.Alpha, a => (float)a), scene.Width, scene.Height);

        Assert.InRange(scene.AlphaError(matte), 0, 0.05);
    }

    [Fact]
    public void Confidence_falls_as_the_model_wavers()
    {
        using var scene = DrawnScenes.Draw("dark car on white");
        var sure = scene.Probabilities(DrawnScenes.MapWidth, DrawnScenes.MapHeight);
        var wavering = Array.ConvertAll(sure, p => 0.5f + (p - 0.5f) * 0.4f);
        using var first = Matte.Estimate(scene.Photo, sure, DrawnScenes.MapWidth, DrawnScenes.MapHeight);
        using var second = Matte.Estimate(scene.Photo, wavering, DrawnScenes.MapWidth, DrawnScenes.MapHeight);

        Assert.InRange(first.Confidence, 0.5, 1);
        Assert.Equal(0.4 * first.Confidence, second.Confidence, 3);
    }

    [Fact]
    public void A_photo_full_of_car_is_opaque()
    {
        using var photo = Photo.FromPixels(new byte[30 * 20 * 3], 30, 20, PixelFormat.Rgb);
        using var matte = Matte.Estimate(photo, [0.9f, 0.8f], 2, 1);

        Assert.Equal(-1, matte.Alpha.IndexOfAnyExcept((byte)255));
        Assert.Equal(new Box(0, 0, 30, 20), matte.Bounds);
        Assert.Equal(1, matte.Confidence);
    }

    [Fact]
    public void A_photo_without_car_says_so_kindly()
    {
        using var photo = Photo.FromPixels(new byte[30 * 20 * 3], 30, 20, PixelFormat.Rgb);
        var nothing = Assert.Throws<NothingToCutException>(() => Matte.Estimate(photo, [0.1f, 0.12f], 2, 1));

        Assert.Equal(0.12, nothing.Highest, 3);
        Assert.Contains("12 %", nothing.Message);
        Assert.DoesNotContain('\n', nothing.Message);
    }

    /// <summary>
    /// One cell reaches one half and its neighbours are 0. The four pixels of the cell are a quarter of a cell from its centre, where the
    /// probability is 0.5 · 0.75² = 0.28, and the ramp across the half-probability line makes that an alpha of 0.
    /// </summary>
    [Fact]
    public void A_subject_that_no_pixel_shows_is_refused()
    {
        using var photo = Photo.FromPixels(new byte[60 * 60 * 3], 60, 60, PixelFormat.Rgb);
        var map = new float[30 * 30];
        map[15 * 30 + 15] = 0.5f;

        var nothing = Assert.Throws<NothingToCutException>(() => Matte.Estimate(photo, map, 30, 30));

        Assert.Equal(0.5, nothing.Highest, 3);
    }

    [Theory]
    [InlineData(1, 1, 1, 1)]
    [InlineData(1, 1, 512, 342)]
    [InlineData(20000, 3, 512, 1)]
    [InlineData(3, 20000, 7, 512)]
    [InlineData(2, 2, 128, 128)]
    [InlineData(640, 480, 1, 1)]
    [InlineData(640, 480, 2, 300)]
    public void Any_size_of_photo_and_map_goes_together(int width, int height, int mapWidth, int mapHeight)
    {
        using var photo = Photo.FromPixels(new byte[width * height * 3], width, height, PixelFormat.Rgb);
        var map = new float[mapWidth * mapHeight];
        map.AsSpan(map.Length / 3).Fill(1);
        using var matte = Matte.Estimate(photo, map, mapWidth, mapHeight);

        Assert.Equal(width * height, matte.Alpha.Length);
        Assert.True(matte.Alpha.Contains((byte)255));
    }

    [Fact]
    public void Noise_for_a_map_is_survived()
    {
        using var photo = Photo.FromPixels(new byte[300 * 200 * 3], 300, 200, PixelFormat.Rgb);
        var random = new Random(1);
        using var matte = Matte.Estimate(photo, [.. Enumerable.Range(0, 150 * 100).Select(_ => random.NextSingle())], 150, 100);

        Assert.InRange(matte.Confidence, 0, 1);
    }

    [Theory]
    [InlineData(float.NaN)]
    [InlineData(float.PositiveInfinity)]
    [InlineData(-3.5f)]
    [InlineData(2f)]
    public void What_is_no_probability_is_refused(float value)
    {
        using var photo = Photo.FromPixels(new byte[3 * 4], 2, 2, PixelFormat.Rgb);
        var error = Assert.Throws<ArgumentException>(() => Matte.Estimate(photo, [0.5f, value], 2, 1));

        Assert.Contains("sigmoid", error.Message);
    }

    [Fact]
    public void A_wrong_photo_map_or_option_is_refused()
    {
        using var grey = Photo.FromPixels(new byte[4], 2, 2, PixelFormat.Grey);
        using var photo = Photo.FromPixels(new byte[12], 2, 2, PixelFormat.Rgb);

        Assert.Contains("load it as Rgb", Assert.Throws<ArgumentException>(() => Matte.Estimate(grey, [1f], 1, 1)).Message);
        Assert.Contains("2×3", Assert.Throws<ArgumentException>(() => Matte.Estimate(photo, [1f], 2, 3)).Message);
        Assert.Contains(
            "Softness",
            Assert.Throws<ArgumentException>(() => Matte.Estimate(photo, [1f], 1, 1, new MatteOptions { Softness = double.NaN })).Message);
    }

    [Fact]
    public void A_released_matte_is_not_read()
    {
        using var photo = Photo.FromPixels(new byte[12], 2, 2, PixelFormat.Rgb);
        var matte = Matte.Estimate(photo, [1f], 1, 1);
        matte.Dispose();
        matte.Dispose();

        Assert.Throws<ObjectDisposedException>(() => matte.Alpha.Length);
    }
}
