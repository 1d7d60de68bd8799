using Cutline.Studio.Mattes;

namespace Cutline.Studio.Tests.Mattes;

public sealed class RefinedMapTests
{
    private const string Name = "red car on grey gradient";

    /// <summary>The model's map lies two and a half cells to the side; alpha follows the refined one where it lies.</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(0.6)]
    public void Alpha_follows_the_refined_outline(double size)
    {
        using var scene = DrawnScenes.Draw(Name);
        var coarse = scene.Probabilities(DrawnScenes.MapWidth, DrawnScenes.MapHeight, shiftX: 2, shiftY: 1.5);
        var (width, height) = ((int)(size * scene.Width), (int)(size * scene.Height));
        var refined = new RefinedMap(scene.Probabilities(width, height), width, height);
        using var with = Matte.Estimate(scene.Photo, coarse, DrawnScenes.MapWidth, DrawnScenes.MapHeight, refined: refined);
        using var without = Matte.Estimate(scene.Photo, coarse, DrawnScenes.MapWidth, DrawnScenes.MapHeight);

        Assert.True(
            scene.AlphaError(with) < 0.6 * scene.AlphaError(without),
            $"{scene.AlphaError(with)} with the refined map, {scene.AlphaError(without)} without");
        Assert.Equal(without.Confidence, with.Confidence); // it is the model's, which the review's threshold was chosen for
    }

    [Fact]
    public void A_map_of_another_size_than_it_says_is_refused() =>
        Assert.Contains("6 probabilities do not fill a refined map of 2×2", Assert.Throws<ArgumentException>(
            () => new RefinedMap(new float[6], 2, 2)).Message);
}
