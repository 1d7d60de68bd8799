using Cutline.Imaging;
using Cutline.Studio.Mattes;

namespace Cutline.Studio.Tests.Mattes;

public sealed class EdgeColoursTests
{
    private static readonly (string Name, Background Colour)[] Backgrounds =
        [("white", Background.White), ("black", Background.Colour(0, 0, 0)), ("red", Background.Colour(255, 0, 0))];

    public static TheoryData<string> SceneNames => [.. DrawnScenes.Names];

    /// <summary>With the true alpha, what is left is the error of the colours alone: hardly any.</summary>
    [Theory]
    [MemberData(nameof(SceneNames))]
    public void Under_the_true_alpha_the_own_colours_come_back(string name)
    {
        using var scene = DrawnScenes.Draw(name);
        using var matte = TrueMatte(scene);
        foreach (var (_, background) in Backgrounds)
        {
            using var cut = CutOut.From(scene.Photo, matte, new CutOutOptions { Background = background });
            Assert.InRange(scene.FringeError(cut.Photo, background), 0, 0.5);
        }
    }

    /// <summary>Fails when the colours are left as they are: then the old background shines through on the new one.</summary>
    [Theory]
    [InlineData("light disc on dark green", "white")]
    [InlineData("light disc on dark green", "red")]
    [InlineData("dark car on white", "black")]
    [InlineData("dark car on white", "red")]
    [InlineData("red car on grey gradient", "white")]
    [InlineData("red car on grey gradient", "black")]
    [InlineData("red car on grey gradient", "red")]
    public void No_fringe_is_left_of_the_old_background(string name, string on)
    {
        using var scene = DrawnScenes.Draw(name);
        var background = Backgrounds.Single(b => b.Name == on).Colour;
        using var matte = TrueMatte(scene);
        using var clean = CutOut.From(scene.Photo, matte, new CutOutOptions { Background = background });
        using var fringed = CutOut.From(scene.Photo, matte, new CutOutOptions { Background = background, Decontaminate = false });
        var (with, without) = (scene.FringeError(clean.Photo, background), scene.FringeError(fringed.Photo, background));

        Assert.True(with < 0.25 * without, $"fringe {with:F2} with clean colours, {without:F2} without");
    }

    /// <summary>From a model's map on, two thirds of a pixel off: alpha is estimated as well, and its errors show.</summary>
    [Theory]
    [InlineData("light disc on dark green", 1.2, 0.4)]
    [InlineData("dark car on white", 1.6, 0.4)]
    [InlineData("red car on grey gradient", 2.5, 0.75)]
    [InlineData("white car on near-white", 15, 1.05)]
    public void From_a_map_to_any_background_the_edge_stays_near_the_truth(string name, double most, double mostOfFringed)
    {
        using var scene = DrawnScenes.Draw(name);
        var map = scene.Probabilities(DrawnScenes.MapWidth, DrawnScenes.MapHeight, shiftX: 0.7);
        foreach (var (on, background) in Backgrounds)
        {
            using var clean = CutOut.From(
                scene.Photo, map, DrawnScenes.MapWidth, DrawnScenes.MapHeight, new CutOutOptions { Background = background });
            using var fringed = CutOut.From(
                scene.Photo, map, DrawnScenes.MapWidth, DrawnScenes.MapHeight,
                new CutOutOptions { Background = background, Decontaminate = false });
            var (with, without) = (scene.FringeError(clean.Photo, background), scene.FringeError(fringed.Photo, background));

            Assert.True(
                with < most && with < mostOfFringed * without, $"on {on}: fringe {with:F2} with clean colours, {without:F2} without");
        }
    }

    /// <summary>
    /// Worked out by hand. To the left of a pixel all is opaque and (100, 150, 200), to its right all is transparent and (0, 50, 100):
    /// these are the first estimates. The pixel's own colour is another one, so that it shows (70, 110, 140) at alpha 128 / 255. The
    /// residual is (70, 110, 140) − 0.50196 · (100, 150, 200) − 0.49804 · (0, 50, 100) = (19.8, 9.8, −10.2), and 0.50196 of it corrects
    /// the first estimate.
    /// </summary>
    [Fact]
    public void The_first_estimate_is_corrected_by_what_it_leaves_unexplained()
    {
        byte[][] row = [.. Enumerable.Repeat<byte[]>([100, 150, 200], 4), [70, 110, 140], .. Enumerable.Repeat<byte[]>([0, 50, 100], 4)];
        using var photo = Photo.FromPixels([.. row.SelectMany(pixel => pixel)], 9, 1, PixelFormat.Rgb);
        using var matte = new Matte(9, 1, confidence: 1);
        new byte[] { 255, 255, 255, 255, 128, 0, 0, 0, 0 }.CopyTo(matte.Writable);
        matte.Measure();

        using var cut = CutOut.From(photo, matte);

        Assert.Equal([110, 155, 195, 128], cut.Photo.Pixels.Slice(4 * 4, 4).ToArray());
    }

    private static Matte TrueMatte(DrawnScene scene)
    {
        var matte = new Matte(scene.Width, scene.Height, confidence: 1);
        for (var i = 0; i < scene.Alpha.Length; i++) matte.Writable[i] = (byte)(scene.Alpha[i] * 255 + 0.5);
        return matte;
    }
}
