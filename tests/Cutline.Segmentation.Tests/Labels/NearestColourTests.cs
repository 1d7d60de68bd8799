using Cutline.Segmentation.Datasets.Cityscapes;
using Cutline.Segmentation.Labels;

namespace Cutline.Segmentation.Tests.Labels;

public class NearestColourTests
{
    [Fact]
    public void Every_colour_meets_the_nearest_as_a_plain_search_finds_it()
    {
        var palette = CityscapesLabels.All.Select(l => l.Colour).Distinct().ToArray();
        var nearest = new NearestColour(palette);

        for (var i = 0; i < 1 << 24; i += 101) // a prime, so that all values of each channel come up
        {
            var (r, g, b) = ((byte)(i >> 16), (byte)(i >> 8), (byte)i);
            var distances = palette.Select(p => (p.R - r) * (p.R - r) + (p.G - g) * (p.G - g) + (p.B - b) * (p.B - b)).ToArray();
            var least = distances.Min();
            if (nearest.Find(r, g, b) != ((byte)Array.IndexOf(distances, least), least)) Assert.Fail($"({r}, {g}, {b})");
        }
    }

    [Fact]
    public void Farther_than_30_units_is_counted_and_30_is_not()
    {
        var nearest = new NearestColour([(0, 0, 0), (255, 255, 255)]);
        var indices = new byte[4];

        var far = nearest.Map([30, 0, 0, 31, 0, 0, 250, 250, 250, 128, 128, 128], indices);

        Assert.Equal([0, 0, 1, 1], indices);
        Assert.Equal(2, far);
    }
}
