using Cutline.Studio.Mattes;
using Cutline.Studio.Scenes;

namespace Cutline.Studio.Tests.Mattes;

/// <summary>Photos of two cars, and of one that the frame cuts off, from the probabilities to the matte.</summary>
public sealed class OtherCarTests
{
    private const int Width = 600, Height = 300, MapWidth = 200, MapHeight = 100;

    private static readonly Func<double, double, bool> Main = DrawnScene.Car(40, 220, 2.8), Other = DrawnScene.Car(380, 200, 1.9);

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void The_other_car_is_left_out_and_told(bool refined)
    {
        using var scene = Scene((x, y) => Main(x, y) || Other(x, y));
        using var alone = Scene(Main);
        var (cut, truth) = (Estimate(scene, refined: refined), Estimate(alone, refined: refined));
        using (cut)
        using (truth)
        {
            Assert.True(cut.HasOtherCar);
            Assert.False(truth.HasOtherCar);
            Assert.Equal(truth.Bounds, cut.Bounds);
            Assert.Equal(truth.Alpha.ToArray(), cut.Alpha.ToArray());
            Assert.Equal([ReviewReason.OtherCar], MatteReview.Of(cut, retouched: false));
            Assert.Empty(MatteReview.Of(cut, retouched: true));
        }
    }

    [Fact]
    public void Every_car_is_cut_where_all_are_asked_for()
    {
        using var scene = Scene((x, y) => Main(x, y) || Other(x, y));
        using var cut = Estimate(scene, SubjectSelection.All);

        Assert.False(cut.HasOtherCar);
        Assert.Empty(MatteReview.Of(cut, retouched: false));
        Assert.InRange(scene.AlphaError(cut), 0, 0.1);
        Assert.True(cut.Bounds.X + cut.Bounds.Width > 560);
    }

    /// <summary>Three cells lie between the cars: the other one begins within the zone in which alpha follows the refined map.</summary>
    [Fact]
    public void A_car_that_is_left_out_does_not_come_back_with_the_refined_outline()
    {
        var near = DrawnScene.Disc(404, 180, 75); // the main car ends at 320 pixels, this one begins at 329
        using var scene = Scene((x, y) => Main(x, y) || near(x, y));
        using var alone = Scene(Main);
        using var cut = Estimate(scene, refined: true);

        Assert.True(cut.HasOtherCar);
        var (error, beyond) = (0.0, 0);
        for (var i = 0; i < cut.Alpha.Length; i++)
        {
            error += Math.Abs(cut.Alpha[i] / 255.0 - alone.Alpha[i]);
            if (i % Width >= 329 && cut.Alpha[i] > 0) beyond++;
        }

        Assert.Equal(0, beyond);
        Assert.InRange(error / alone.Alpha.Sum(), 0, 0.03);
    }

    [Theory]
    [InlineData(-60, 0)]
    [InlineData(400, Width - 1)]
    public void A_car_that_the_frame_cuts_off_is_cut_at_the_frame(int left, int column)
    {
        using var scene = Scene(DrawnScene.Car(left, 220, 2.8));
        using var cut = Estimate(scene);

        Assert.Equal([ReviewReason.CutOff], MatteReview.Of(cut, retouched: false));
        for (var y = 0; y < Height; y++)
        {
            var truth = scene.Alpha[y * Width + column];
            if (truth is 0 or 1) Assert.InRange(cut.Alpha[y * Width + column] / 255.0, truth - 0.5, truth + 0.5);
        }

        Assert.Equal(255, cut.Alpha[160 * Width + column]);
        Assert.Equal(left < 0 ? 0 : Width, left < 0 ? cut.Bounds.X : cut.Bounds.X + cut.Bounds.Width);
    }

    [Fact]
    public void The_pipeline_cuts_the_subject_unless_told_otherwise()
    {
        using var scene = Scene((x, y) => Main(x, y) || Other(x, y));
        var map = scene.Probabilities(MapWidth, MapHeight);
        using var main = ScenePipeline.Create(new()).Run(scene.Photo, map, MapWidth, MapHeight);
        using var all = ScenePipeline.Create(new() { Subject = SubjectSelection.All }).Run(scene.Photo, map, MapWidth, MapHeight);

        Assert.Equal([ReviewReason.OtherCar], main.Review);
        Assert.Empty(all.Review);
        Assert.True(main.Subject.Width < 290 && all.Subject.Width > 500, $"{main.Subject.Width} and {all.Subject.Width}");
    }

    [Fact]
    public void An_unknown_selection_is_refused()
    {
        using var scene = Scene(Main);
        Assert.Equal(
            "Subject is 7: use Main or All",
            Assert.Throws<ArgumentException>(() => Estimate(scene, (SubjectSelection)7)).Message);
    }

    private static DrawnScene Scene(Func<double, double, bool> shape) =>
        new(Width, Height, shape, DrawnScene.Flat(150, 26, 34), DrawnScene.Flat(200, 205, 210));

    private static Matte Estimate(DrawnScene scene, SubjectSelection subject = SubjectSelection.Main, bool refined = false) =>
        Matte.Estimate(
            scene.Photo, scene.Probabilities(MapWidth, MapHeight), MapWidth, MapHeight, new MatteOptions { Subject = subject },
            refined ? new RefinedMap(scene.Probabilities(Width, Height), Width, Height) : null);
}
