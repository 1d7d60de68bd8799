using Cutline.Segmentation.Datasets.Synthetic;

namespace Cutline.Segmentation.Tests.Datasets.Synthetic;

public sealed class SyntheticSceneTests
{
    /// <summary>A picture 600 high has units of one pixel: a car of 200×100 with a quarter hidden.</summary>
    [Fact]
    public void A_mask_has_the_area_that_its_shapes_have()
    {
        var scene = new SyntheticScene(
            [
                new("<rect width='100%' height='100%' fill='#888'/>"),
                new(
                    "<rect x='100' y='200' width='200' height='100' fill='#c00'/>",
                    "<rect x='100' y='200' width='200' height='100'/>",
                    IsCar: true),
                new("<rect x='250' y='150' width='50' height='400' fill='#0c0'/>", "<rect x='250' y='150' width='50' height='400'/>"),
            ], 900, 600);

        using var mask = scene.RenderMask();
        using var photo = scene.RenderPhoto();

        Assert.Equal(200 * 100 - 50 * 100, Area(mask.Pixels));
        Assert.Equal([255, 0], new[] { mask.Pixels[250 * 900 + 249], mask.Pixels[250 * 900 + 250] });
        Assert.Equal([0xCC, 0, 0], photo.Pixels.Slice((250 * 900 + 249) * 3, 3).ToArray());
        Assert.Equal([0, 0xCC, 0], photo.Pixels.Slice((250 * 900 + 250) * 3, 3).ToArray());
    }

    /// <summary>Two discs of radius 50 whose centres lie 60 apart: 2πr² less the lens 2r²·acos(d/2r) - d/2·√(4r² - d²).</summary>
    [Fact]
    public void Overlapping_discs_count_once()
    {
        const string discs = "<circle cx='200' cy='200' r='50'/><circle cx='260' cy='200' r='50'/>";
        var lens = 2 * 2500 * Math.Acos(0.6) - 30 * Math.Sqrt(4 * 2500 - 3600);
        using var mask = new SyntheticScene([new(discs, discs, IsCar: true)], 600, 600).RenderMask();

        Assert.Equal(2 * Math.PI * 2500 - lens, Area(mask.Pixels), 2 * Math.PI * 100 * 0.08);
    }

    /// <summary>A corner of radius r between edges at a right angle loses less than the r² of its square, more than nothing.</summary>
    [Fact]
    public void Rounded_corners_take_a_little_off_a_rectangle()
    {
        var sharp = Corner.Path(new(100, -100), new(300, -100), new(300, -200), new(100, -200));
        var round = Corner.Path(new(100, -100, 20), new(300, -100, 20), new(300, -200, 20), new(100, -200, 20));
        Assert.Equal("M100 100L300 100L300 200L100 200Z", sharp);

        using var rectangle = new SyntheticScene([new("", $"<path d='{sharp}'/>", IsCar: true)], 600, 600).RenderMask();
        using var rounded = new SyntheticScene([new("", $"<path d='{round}'/>", IsCar: true)], 600, 600).RenderMask();

        Assert.Equal(20_000, Area(rectangle.Pixels));
        Assert.InRange(20_000 - Area(rounded.Pixels), 4 * 400 * 0.15, 4 * 400 * 0.3);
    }

    /// <summary>
    /// What changes when the cars are taken away is the cars: nothing of them lies outside the mask, and nothing within is not them.
    /// </summary>
    [Theory]
    [InlineData(0, 3)]
    [InlineData(2, 7)]
    [InlineData(5, 1)]
    [InlineData(9, 12)]
    public void The_mask_is_where_the_photo_shows_a_car(int car, int view)
    {
        var scene = SceneComposer.Compose(seed: 4, car, view, 512, 342);
        var without = scene.Layers.Where(l => !l.IsCar).Select(
            l => l with { Drawing = l.Drawing.Contains("mask=", StringComparison.Ordinal) ? "" : l.Drawing });
        var with = scene.Layers.Select(l => l with { Drawing = l.Drawing.Contains("mask=", StringComparison.Ordinal) ? "" : l.Drawing });
        using var mask = scene.RenderMask();
        using var full = new SyntheticScene([.. with], 512, 342).RenderPhoto();
        using var empty = new SyntheticScene([.. without], 512, 342).RenderPhoto();

        var (inside, unchanged, outside) = (0, 0, 0);
        for (var y = 1; y < 341; y++)
        {
            for (var x = 1; x < 511; x++)
            {
                var i = y * 512 + x;
                var differs = full.Pixels.Slice(i * 3, 3).SequenceEqual(empty.Pixels.Slice(i * 3, 3)) == false;
                var near = Neighbours(mask.Pixels, i, 512);
                if (near == 9) inside++;
                if (near == 9 && !differs) unchanged++;
                if (near == 0 && differs) outside++;
            }
        }

        Assert.InRange(inside, 1000, 512 * 342);
        Assert.Equal(0, outside);
        Assert.InRange(unchanged, 0, inside / 100);
    }

    [Theory]
    [InlineData(1, 1)]
    [InlineData(1, 300)]
    [InlineData(333, 17)]
    [InlineData(97, 101)]
    public void Any_size_is_drawn(int width, int height)
    {
        var scene = SceneComposer.Compose(0, 1, 2, width, height);
        using var photo = scene.RenderPhoto();
        using var mask = scene.RenderMask();
        Assert.Equal((width, height, width, height), (photo.Width, photo.Height, mask.Width, mask.Height));
    }

    /// <summary>The whole of one design fits between bumpers, ground and roof.</summary>
    [Fact]
    public void Bodies_have_the_proportions_of_cars()
    {
        foreach (var body in CarBodies.All)
        {
            Assert.InRange(body.Length / body.Height, 2.1, 3.7);
            Assert.InRange(body.FrontAxle, body.WheelRadius * 1.4, body.Length / 2);
            Assert.InRange(body.RearAxle, body.Length / 2, body.Length - body.WheelRadius * 1.4);
            Assert.True(body.Sill < body.WheelRadius, body.Name);
        }
    }

    private static int Area(ReadOnlySpan<byte> mask) => mask.Length - mask.Count((byte)0);

    private static int Neighbours(ReadOnlySpan<byte> mask, int at, int stride)
    {
        var count = 0;
        for (var row = -1; row <= 1; row++) count += 3 - mask.Slice(at + row * stride - 1, 3).Count((byte)0);
        return count;
    }
}
