using Cutline.Studio.Mattes;

namespace Cutline.Studio.Tests.Mattes;

/// <summary>Masks of one and of several cars, drawn, with right answers worked out by hand.</summary>
public sealed class SubjectTests
{
    [Fact]
    public void Of_two_cars_as_near_to_the_centre_the_larger_is_the_subject()
    {
        var mask = new DrawnMask(120, 80).Diamond(30, 40, 8).Diamond(90, 40, 10);
        var subject = Of(mask);

        Assert.Equal(new DrawnMask(120, 80).Diamond(90, 40, 10).Cells, subject.Mask.ToArray());
        Assert.Equal(145.0 / 221, subject.Other); // 2r² + 2r + 1 cells
        Assert.True(subject.HasOtherCar);
        Assert.False(subject.IsJoined);
    }

    /// <summary>
    /// The corner's distance is √(40² + 20²) of half a diagonal of √(60² + 40²) = 72.1 cells, 0.62: its 221 cells weigh 221 · e^(−3.08)
    /// = 10, the 145 in the centre 145. Half way there, at 0.31, they weigh 221 · e^(−0.77) = 102.
    /// </summary>
    [Theory]
    [InlineData(20, 20)]
    [InlineData(40, 30)]
    public void A_smaller_car_in_the_centre_goes_before_a_larger_one_aside(int x, int y)
    {
        var subject = Of(new DrawnMask(120, 80).Diamond(x, y, 10).Diamond(60, 40, 8));

        Assert.Equal(145, subject.Mask.ToArray().Count(cell => cell));
        Assert.Equal(221.0 / 145, subject.Other);
    }

    [Fact]
    public void A_much_larger_car_goes_before_one_in_the_centre()
    {
        var subject = Of(new DrawnMask(120, 80).Diamond(29, 39, 20).Diamond(60, 40, 8));

        Assert.Equal(841, subject.Mask.ToArray().Count(cell => cell));
        Assert.Equal(145.0 / 841, subject.Other);
    }

    [Fact]
    public void A_small_other_car_is_left_out_without_a_word()
    {
        var subject = Of(new DrawnMask(120, 80).Diamond(60, 40, 20).Diamond(12, 12, 6)); // 85 of 841 cells: 0.1011
        var smaller = Of(new DrawnMask(120, 80).Diamond(60, 40, 20).Diamond(12, 12, 5)); // 61 of 841: 0.0725
        var specks = new DrawnMask(120, 80).Diamond(60, 40, 20).Diamond(12, 12, 4); // 41 of 841: 0.0488, no car

        Assert.True(subject.HasOtherCar);
        Assert.Equal((61.0 / 841, false), (smaller.Other, smaller.HasOtherCar));
        Assert.Equal(841, smaller.Mask.ToArray().Count(cell => cell));
        Assert.Equal((0, false), (Of(specks).Other, Of(specks).HasOtherCar));
        Assert.Equal(specks.Cells, Of(specks).Mask.ToArray());
    }

    /// <summary>What is right of, left of, above and below a straight post is one car; wherever it stands and leans to.</summary>
    [Theory]
    [InlineData(90, 4, 0)]
    [InlineData(150, 25, 0.1)]
    [InlineData(210, 12, -0.2)]
    [InlineData(120, 2, 0.28)]
    public void A_car_behind_a_post_is_one_car(int x, int width, double lean)
    {
        bool Post(double px, double py) => px - lean * (py - 80) is var at && at > x && at < x + width;
        var mask = Car().Erase(Post);

        Assert.Equal(2, Islands(mask));
        Assert.Equal(mask.Cells, Of(mask).Mask.ToArray());
        Assert.False(Of(mask).HasOtherCar);
        var lying = mask.Transposed(); // a bar before a car that stands on its bonnet
        Assert.Equal(lying.Cells, Of(lying).Mask.ToArray());
    }

    [Fact]
    public void Three_parts_behind_two_posts_are_one_car()
    {
        var mask = Car().Erase((x, _) => x is (> 100 and < 108) or (> 200 and < 212));

        Assert.Equal(3, Islands(mask));
        Assert.Equal(mask.Cells, Of(mask).Mask.ToArray());
    }

    [Fact]
    public void A_gap_that_is_wider_than_any_post_divides_two_cars()
    {
        var mask = new DrawnMask(300, 100).Rectangle(20, 20, 100, 50).Rectangle(160, 20, 100, 50); // 40 of 50: 0.8

        Assert.Equal(new DrawnMask(300, 100).Rectangle(160, 20, 100, 50).Cells, Of(mask).Mask.ToArray()); // nearer to the centre
        Assert.Equal(1, Of(mask).Other);
        var near = new DrawnMask(300, 100).Rectangle(20, 20, 100, 50).Rectangle(150, 20, 100, 50); // 30 of 50: 0.6
        Assert.Equal(near.Cells, Of(near).Mask.ToArray());
    }

    /// <summary>A car that another hides in part ends along the other's outline: the gap is even, and its edges are not straight.</summary>
    [Fact]
    public void A_car_half_hidden_behind_the_subject_is_left_out()
    {
        var front = DrawnScene.Disc(120, 80, 50);
        var mask = new DrawnMask(300, 160).Add(DrawnScene.Disc(180, 80, 45)).Erase(DrawnScene.Disc(120, 80, 54)).Add(front);

        Assert.Equal(2, Islands(mask));
        Assert.Equal(new DrawnMask(300, 160).Add(front).Cells, Of(mask).Mask.ToArray());
        Assert.True(Of(mask).HasOtherCar);
    }

    [Fact]
    public void Two_drawn_cars_beside_each_other_are_two()
    {
        var car = DrawnScene.Car(180, 120, 1.6);
        var mask = new DrawnMask(500, 160).Add(car).Add(DrawnScene.Car(20, 120, 1.5));

        Assert.Equal(new DrawnMask(500, 160).Add(car).Cells, Of(mask).Mask.ToArray());
        Assert.InRange(Of(mask).Other, 0.85, 0.92); // (1.5 / 1.6)² = 0.88
    }

    /// <summary>Two squares of 20 cells that a bridge joins: at a height of 12 the valley is (20 − 12) / 20 = 0.4 deep.</summary>
    [Theory]
    [InlineData(12, true)]
    [InlineData(13, false)]
    public void A_deep_valley_between_two_parts_may_be_that_between_two_cars(int bridge, bool joined)
    {
        var mask = new DrawnMask(100, 60).Rectangle(20, 20, 20, 20).Rectangle(40, 20, 10, bridge).Rectangle(50, 20, 20, 20);
        var subject = Of(mask);

        Assert.Equal((joined, joined, 0), (subject.IsJoined, subject.HasOtherCar, subject.Other));
        Assert.Equal(mask.Cells, subject.Mask.ToArray());
    }

    [Fact]
    public void A_car_has_no_such_valley_even_behind_a_post()
    {
        Assert.False(Of(Car()).IsJoined);
        Assert.False(Of(Car().Erase((x, _) => x is > 150 and < 160)).IsJoined);
    }

    [Fact]
    public void Where_nothing_is_set_nothing_is_the_subject()
    {
        var subject = Subject.Of(new bool[12], 4, 3);

        Assert.Equal((0, false, false), (subject.Other, subject.IsJoined, subject.HasOtherCar));
        Assert.Equal(new bool[12], subject.Mask.ToArray());
    }

    [Theory]
    [InlineData(4, 4)]
    [InlineData(0, 12)]
    [InlineData(-3, -4)]
    public void A_mask_of_another_size_is_refused(int width, int height) => Assert.Equal(
        $"12 cells do not fill a mask of {width}×{height}: give height · width cells",
        Assert.Throws<ArgumentException>(() => Subject.Of(new bool[12], width, height)).Message);

    private static Subject Of(DrawnMask mask) => Subject.Of(mask.Cells, mask.Width, mask.Height);

    private static int Islands(DrawnMask mask) => Components.Of(mask.Cells, mask.Width, mask.Height).Parts.Count(part => part.Set);

    private static DrawnMask Car() => new DrawnMask(300, 160).Add(DrawnScene.Car(25, 135, 2.5));
}
