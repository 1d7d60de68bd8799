using Cutline.Imaging;
using Cutline.Studio.Geometry;
using Cutline.Studio.Mattes;
using Cutline.Studio.Scenes;

namespace Cutline.Studio.Tests.Scenes;

public sealed class ScenePipelineTests : IDisposable
{
    /// <summary>A car of 200×80 that stands on row 150, in a photo of 300×200.</summary>
    private readonly DrawnScene scene = Level();

    [Fact]
    public void Nothing_asked_for_is_the_plain_cut_out()
    {
        using var finished = Run(new(), scene);
        using var cut = CutOut.From(scene.Photo, scene.Probabilities(75, 50), 75, 50);
        Assert.True(finished.Photo.Pixels.SequenceEqual(cut.Photo.Pixels));
        Assert.Equal((cut.Part, cut.Subject, cut.Confidence), (finished.Part, finished.Subject, finished.Confidence));
    }

    [Theory]
    [InlineData(6)]
    [InlineData(-11)]
    public void A_leaning_car_straightened_is_the_level_one(double degrees)
    {
        using var leaning = Leaning(-degrees);
        using var straight = Run(new() { Straighten = degrees }, leaning);
        using var level = Run(new(), scene);

        var (alpha, colour) = (0.0, 0.0);
        for (var y = 0; y < 200; y++)
        {
            for (var x = 0; x < 300; x++)
            {
                var (a, b) = (At(straight, x, y), At(level, x, y));
                alpha += Math.Abs(a[3] - b[3]) / 255.0;
                if (a[3] == 255 && b[3] == 255) colour = Math.Max(colour, Math.Abs(a[0] - b[0]));
            }
        }

        Assert.InRange(alpha / level.Subject.Width / level.Subject.Height, 0, 0.01);
        Assert.InRange(colour, 0, 20);
        Assert.InRange(straight.Subject.X, level.Subject.X - 2, level.Subject.X + 2);
        Assert.InRange(straight.Subject.Bottom, level.Subject.Bottom - 2, level.Subject.Bottom + 2);
    }

    [Fact]
    public void The_frame_stays_unless_the_turned_car_reaches_beyond()
    {
        using var within = Run(new() { Straighten = 3 }, scene);
        Assert.Equal(new Box(0, 0, 300, 200), within.Part);

        using var wide = new DrawnScene(300, 200, DrawnScene.Car(2, 150, 2.96), DrawnScene.Flat(200, 30, 40), DrawnScene.Flat(40, 160, 60));
        using var beyond = Run(new() { Straighten = 20 }, wide);
        // The right wheel's lowest point, about (236, 150), comes to 100 + 86 sin 20° + 50 cos 20° = 176;
        // the left end, (2, 130), to 150 − 148 cos 20° − 30 sin 20° = 0.7;
        // the bumper's lower right corner, (298, 132), to 100 + 148 sin 20° + 32 cos 20° = 181 and
        // x = 150 + 148 cos 20° − 32 sin 20° = 278.
        Assert.True(beyond.Part.X <= 0 && beyond.Part.Y <= 0 && beyond.Part.Right >= 300 && beyond.Part.Bottom >= 200, $"{beyond.Part}");
        Assert.Equal((beyond.Photo.Width, beyond.Photo.Height), (beyond.Part.Width, beyond.Part.Height));

        using var edge = new DrawnScene(300, 200, (x, _) => x < 40, DrawnScene.Flat(200, 30, 40), DrawnScene.Flat(40, 160, 60));
        using var turned = Run(new() { Straighten = 10 }, edge);
        // The corner (0, 0) comes to x = 150 − 150 cos 10° + 100 sin 10° = 19.6, y = 100 − 150 sin 10° − 100 cos 10° = −24.5;
        // (0, 200) to x = 150 − 150 cos 10° − 100 sin 10° = −15.1, y = 100 − 26.0 + 98.5 = 172.4.
        Assert.Equal((-16, -25), (turned.Part.X, turned.Part.Y));
        Assert.Equal(300, turned.Part.Right);
    }

    [Fact]
    public void Straightened_and_staged_the_floor_is_level_and_the_surroundings_have_no_holes()
    {
        using var leaning = Leaning(-8);
        using var blurred = Run(new() { Background = "blur", Straighten = 8 }, leaning);
        foreach (var (x, y) in ((int, int)[])[(2, 2), (297, 2), (2, 197), (297, 197)])
            Assert.InRange(At(blurred, x, y)[1], 154, 166);
    }

    [Fact]
    public void A_picture_is_reduced_to_the_size_and_never_enlarged()
    {
        using var small = Run(new() { Size = 100 }, scene);
        Assert.Equal((100, 67), (small.Photo.Width, small.Photo.Height));
        Assert.Equal(new Box(0, 0, 300, 200), small.Part);
        Assert.Equal([200, 30, 40, 255], At(small, 50, 40));
        using var same = Run(new() { Size = 5000 }, scene);
        Assert.Equal((300, 200), (same.Photo.Width, same.Photo.Height));
    }

    [Theory]
    [InlineData(PictureFit.Cover, 200, 200)]
    [InlineData(PictureFit.Contain, 150, 200)]
    public void Another_picture_lies_behind_as_it_is_fitted(PictureFit fit, byte above, byte left)
    {
        var pixels = new byte[40 * 10 * 3];
        for (var i = 0; i < pixels.Length; i += 3) pixels[i] = i / 3 % 40 < 20 ? (byte)200 : (byte)100;
        using var wide = Photo.FromPixels(pixels, 40, 10, PixelFormat.Rgb);
        using var staged = Run(new() { Picture = wide.Encode(new PhotoEncoding(PhotoFormat.Png)), Fit = fit }, scene);
        Assert.Equal(above, At(staged, 20, 5)[0]);
        Assert.Equal(left, At(staged, 20, 130)[0]);
    }

    [Fact]
    public void A_retouch_changes_what_is_cut_out()
    {
        using var hand = Photo.FromPixels(
            [.. Enumerable.Range(0, 300 * 200).Select(i => i % 300 < 150 ? (byte)0 : (byte)128)], 300, 200, PixelFormat.Grey);
        using var cut = Run(new() { Retouch = hand.Encode(new PhotoEncoding(PhotoFormat.Png)), Crop = Margin.None }, scene);
        Assert.Equal(150, cut.Subject.X);
        Assert.Equal(cut.Subject, cut.Part);
    }

    [Fact]
    public void The_models_own_threshold_says_what_is_unsure()
    {
        var pipeline = ScenePipeline.Create(new());
        using var cut = pipeline.Run(scene.Photo, scene.Probabilities(75, 50), 75, 50, leastConfidence: 0);
        using var doubted = pipeline.Run(scene.Photo, scene.Probabilities(75, 50), 75, 50, leastConfidence: cut.Confidence + 1e-6);
        Assert.DoesNotContain(ReviewReason.Unsure, cut.Review);
        Assert.Contains(ReviewReason.Unsure, doubted.Review);
    }

    [Fact]
    public void What_cannot_be_is_refused_in_one_line()
    {
        Assert.Equal(
            "Straighten is 20.5: use degrees from -20 to 20, clockwise positive",
            Assert.Throws<ArgumentException>(() => ScenePipeline.Create(new() { Straighten = 20.5 })).Message);
        Assert.Throws<ArgumentException>(() => ScenePipeline.Create(new() { Straighten = double.NaN }));
        Assert.Equal(
            "Size is 15: use 16 to 20000 pixels of the longer side",
            Assert.Throws<ArgumentException>(() => ScenePipeline.Create(new() { Size = 15 })).Message);
        Assert.Contains(
            "need something behind the car",
            Assert.Throws<ArgumentException>(() => ScenePipeline.Create(new() { Aspect = new(4, 3) })).Message, StringComparison.Ordinal);
        Assert.Throws<FormatException>(() => ScenePipeline.Create(new() { Background = "beach" }));
        Assert.StartsWith(
            "the backdrop ", Assert.Throws<PhotoException>(() => Run(new() { Picture = new byte[9] }, scene)).Message,
            StringComparison.Ordinal);
    }

    public void Dispose() => scene.Dispose();

    private static DrawnScene Level() =>
        new(300, 200, DrawnScene.Car(50, 150, 2), DrawnScene.Flat(200, 30, 40), DrawnScene.Flat(40, 160, 60));

    /// <summary>The level scene, turned clockwise about the photo's centre.</summary>
    private static DrawnScene Leaning(double degrees)
    {
        var (sine, cosine) = Math.SinCos(degrees * Math.PI / 180);
        var car = DrawnScene.Car(50, 150, 2);
        return new(
            300, 200,
            (x, y) => car(150 + (x - 150) * cosine + (y - 100) * sine, 100 - (x - 150) * sine + (y - 100) * cosine),
            DrawnScene.Flat(200, 30, 40), DrawnScene.Flat(40, 160, 60));
    }

    private static CutOut Run(SceneOptions options, DrawnScene scene) =>
        ScenePipeline.Create(options).Run(scene.Photo, scene.Probabilities(75, 50), 75, 50);

    private static byte[] At(CutOut cut, int x, int y)
    {
        var bands = (int)cut.Photo.Format;
        return cut.Photo.Pixels.Slice((y * cut.Photo.Width + x) * bands, bands).ToArray();
    }
}
