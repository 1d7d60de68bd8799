namespace Cutline.Studio.Tests;

public sealed class EdgeColoursTests
{
    private static readonly (string Name, Background Colour)[] Backgrounds = [("white", Background.White), ("black", Background.Colour(0, 0, 0)), ("red", Background.Colour(255, 0, 0))];

    public static TheoryData<string> SceneNames => [.. Scenes.Names];

    /// <summary>With the true alpha, what is left is the error of the colours alone: hardly any.</summary>
    [Theory]
    [MemberData(nameof(SceneNames))]
    public void Under_the_true_alpha_the_own_colours_come_back(string name)
    {
        using var scene = Scenes.Draw(name);
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
        using var scene = Scenes.Draw(name);
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
        using var scene = Scenes.Draw(name);
        var map = scene.Probabilities(Scenes.MapWidth, Scenes.MapHeight, shiftX: 0.7);
        foreach (var (on, background) in Backgrounds)
        {
            using var clean = CutOut.From(scene.Photo, map, Scenes.MapWidth, Scenes.MapHeight, new CutOutOptions { Background = background });
            using var fringed = CutOut.From(scene.Photo, map, Scenes.MapWidth, Scenes.MapHeight, new CutOutOptions { Background = background, Decontaminate = false });
            var (with, without) = (scene.FringeError(clean.Photo, background), scene.FringeError(fringed.Photo, background));

            Assert.True(with < most && with < mostOfFringed * without, $"on {on}: fringe {with:F2} with clean colours, {without:F2} without");
        }
    }

    private static Matte TrueMatte(DrawnScene scene)
    {
        var matte = new Matte(scene.Width, scene.Height, confidence: 1);
        for (var i = 0; i < scene.Alpha.Length; i++) matte.Writable[i] = (byte)(scene.Alpha[i] * 255 + 0.5);
        return matte;
    }
}
