using Cutline.Studio.Mattes;
using Cutline.Studio.Scenes;

namespace Cutline.Studio.Tests.Scenes;

public sealed class GroundTests
{
    [Fact]
    public void A_car_stands_on_its_wheels_and_its_body_hangs_between_them()
    {
        using var scene = new DrawnScene(300, 200, DrawnScene.Car(50, 150, 2), DrawnScene.Flat(20, 30, 40), DrawnScene.Flat(200, 200, 200));
        using var matte = Matte.Estimate(scene.Photo, scene.Probabilities(75, 50), 75, 50);
        var ground = new Ground(matte);

        // Wheels of radius 18 around (90, 132) and (208, 132): they touch row 150. The body's underside is row 138.
        Assert.InRange(ground.Bottom, 148, 151);
        foreach (var wheel in (int[])[90, 208]) Assert.InRange(ground.At(wheel).Gap, 0, 1.5);
        Assert.InRange(ground.At(149).Row, 148, 151);
        Assert.InRange(ground.At(149).Gap, 10, 13);
        Assert.True(float.IsNaN(ground.At(20).Row) && float.IsNaN(ground.At(290).Row));
        Assert.Equal(0, ground.Contact(matte.Bounds.X));
        Assert.Equal(1, ground.Contact(90));
    }

    [Fact]
    public void Seen_from_a_corner_the_ground_slopes()
    {
        // Two feet, the right one 30 rows higher.
        static bool Feet(double x, double y) =>
            y > 40 && (x is > 60 and < 80 && y < 150 || x is > 220 and < 240 && y < 120 || x is >= 80 and <= 220 && y < 100);
        using var scene = new DrawnScene(300, 200, Feet, DrawnScene.Flat(20, 30, 40), DrawnScene.Flat(200, 200, 200));
        using var matte = Matte.Estimate(scene.Photo, scene.Probabilities(75, 50), 75, 50);

        var (row, gap) = new Ground(matte).At(150);

        Assert.InRange(row, 132, 138); // half-way between 150 and 120
        Assert.InRange(gap, 32, 38);
    }
}
