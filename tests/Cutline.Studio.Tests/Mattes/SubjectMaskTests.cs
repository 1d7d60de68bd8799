using Cutline.Studio.Mattes;
using Cutline.Studio.Pixels;

namespace Cutline.Studio.Tests.Mattes;

public sealed class SubjectMaskTests
{
    private const string Map = """
        ..........
        .#####...#
        .#####..#.
        .##.##....
        .#####....
        .###.#....
        .####.#...
        ..........
        """;

    [Fact]
    public void Finds_parts_that_touch_over_corners_and_holes_that_do_not()
    {
        var cells = Cells(out var width, out var height).Values.Select(p => p >= 0.5f).ToArray();
        var parts = Components.Of(cells, width, height).Parts;

        Assert.Equal([new Component(true, 28, false), new Component(true, 2, true)], parts.Where(p => p.Set));
        Assert.Equal([1, 1], parts.Where(p => !p.Set && !p.AtBorder).Select(p => p.Area));
    }

    [Theory]
    [InlineData(0.05, 0, 30)]
    [InlineData(0.08, 0, 28)]
    [InlineData(0.05, 0.04, 32)]
    [InlineData(0.08, 0.04, 30)]
    public void Drops_small_islands_and_fills_small_holes(double island, double hole, int area)
    {
        var map = Cells(out _, out _);
        var all = new MatteOptions { Subject = SubjectSelection.All, SmallestIsland = island, LargestHole = hole };
        var (cells, leftOut, hasOtherCar) = SubjectMask.Find(map, all);

        Assert.Equal((null, false), (leftOut, hasOtherCar));
        Assert.Equal(area, cells.Count(c => c));
        Assert.Equal(cells, map.Values.Select(p => p >= 0.5f));
    }

    /// <summary>A plate that the model misses in a car of 6,000 cells, and a gap as large as a doorway.</summary>
    [Theory]
    [InlineData(16, 10, 6000)]
    [InlineData(24, 20, 6000 - 24 * 20)]
    public void By_default_a_missed_plate_is_filled_and_a_doorway_is_not(int width, int height, int area)
    {
        var map = new Plane(120, 80);
        for (var y = 0; y < 80; y++)
        {
            for (var x = 0; x < 120; x++)
            {
                var car = x is >= 10 and < 110 && y is >= 10 and < 70;
                map.Values[y * 120 + x] = car && !(x >= 50 && x < 50 + width && y >= 40 && y < 40 + height) ? 0.9f : 0.1f;
            }
        }

        Assert.Equal(area, SubjectMask.Find(map, MatteOptions.Default).Cells.Count(c => c));
    }

    [Fact]
    public void The_largest_part_is_never_dropped()
    {
        var cells = SubjectMask.Find(Cells(out _, out _), new MatteOptions { SmallestIsland = 1, LargestHole = 0 }).Cells;

        Assert.Equal(28, cells.Count(c => c));
    }

    /// <summary>The island of two cells is 0.071 of the other: too large for a speck, too small to be told.</summary>
    [Fact]
    public void Another_car_is_left_out_with_what_is_no_nearer_to_the_subject()
    {
        var map = Cells(out var width, out var height);
        var (cells, leftOut, hasOtherCar) = SubjectMask.Find(map, new MatteOptions { LargestHole = 0 });

        Assert.Equal(28, cells.Count(c => c));
        Assert.Equal(cells, map.Values.Select(p => p >= 0.5f));
        Assert.False(hasOtherCar);
        var lines = Enumerable.Range(0, height).Select(y => string.Concat(leftOut!.Skip(y * width).Take(width).Select(c => c ? 'x' : '.')));
        Assert.Equal(
            [
                ".......xxx",
                ".......xxx",
                ".......xxx",
                ".......xxx",
                ".......xxx",
                ".........x",
                "..........",
                "..........",
            ],
            lines);
    }

    private static Plane Cells(out int width, out int height)
    {
        var lines = Map.Split('\n', StringSplitOptions.TrimEntries);
        (width, height) = (lines[0].Length, lines.Length);
        var plane = new Plane(width, height);
        for (var i = 0; i < plane.Values.Length; i++) plane.Values[i] = lines[i / width][i % width] == '#' ? 0.9f : 0.1f;
        return plane;
    }
}
