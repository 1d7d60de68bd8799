using Cutline.Segmentation.Inference;

namespace Cutline.Segmentation.Tests.Inference;

public sealed class TiledInferenceTests
{
    [Theory]
    [InlineData(100, 32, 0.25)]
    [InlineData(33, 32, 0.25)]
    [InlineData(97, 40, 0.75)]
    [InlineData(128, 32, 0)]
    [InlineData(1000, 64, 0.5)]
    [InlineData(31, 32, 0.5)]
    [InlineData(1, 32, 0.5)]
    public void Weights_sum_to_one_exactly_and_none_is_negative(int length, int tile, double overlap)
    {
        var axis = new TileAxis(length, tile, overlap);
        var sums = new float[length];
        for (var window = 0; window < axis.Count; window++)
        {
            var weights = axis.Weights(window);
            Assert.Equal(Math.Min(tile, length), weights.Length);
            Assert.All(weights, w => Assert.InRange(w, 0, 1));
            for (var i = 0; i < weights.Length; i++) sums[axis.Start(window) + i] += weights[i];
            if (window > 0)
                Assert.True(axis.Start(window - 1) + tile - axis.Start(window) >= (int)(tile * overlap), "the windows overlap too little");
        }

        Assert.All(sums, sum => Assert.Equal(1f, sum));
    }

    /// <summary>Two windows of 32 over 48 pixels share 16: over these the weights of the first fall from 31/32 to 1/32.</summary>
    [Fact]
    public void Hand_worked()
    {
        var axis = new TileAxis(48, 32, 0.25);
        Assert.Equal((2, 0, 16), (axis.Count, axis.Start(0), axis.Start(1)));
        Assert.Equal([.. Enumerable.Repeat(1f, 16), .. Enumerable.Range(0, 16).Select(i => (31 - 2 * i) / 32f)], axis.Weights(0));
    }

    [Theory]
    [InlineData(70, 90, 32, 0.25)]
    [InlineData(65, 33, 32, 0.75)]
    [InlineData(20, 90, 32, 0)]
    [InlineData(20, 11, 32, 0.25)]
    [InlineData(1, 1, 32, 0.25)]
    public void A_model_that_is_the_identity_gives_the_photo_back(int width, int height, int tile, double overlap)
    {
        var random = new Random(2);
        var x = new Planes([.. Enumerable.Range(0, 3 * height * width).Select(_ => random.NextSingle())], 3, height, width);
        var y = new TiledInference(tile, overlap).Predict(Of(x), width, height);
        Assert.Equal((3, height, width), (y.Channels, y.Height, y.Width));
        Assert.All(x.Values.Zip(y.Values), pair => Assert.Equal(pair.First, pair.Second, 1e-6f));
    }

    /// <summary>Of ones the weights alone are left, and their sum over both sides is exactly one.</summary>
    [Fact]
    public void The_weights_of_both_sides_sum_to_one_exactly()
    {
        var ones = new Planes([.. Enumerable.Repeat(1f, 101 * 77)], 1, 101, 77);
        Assert.All(new TiledInference(32, 0.4).Predict(Of(ones), 77, 101).Values, value => Assert.Equal(1f, value));
    }

    [Fact]
    public void Tiles_are_no_larger_than_asked_and_bands_come_from_the_top()
    {
        var (tiles, rows) = (new List<Tile>(), new List<(int, int)>());
        new TiledInference(32, 0.5).Predict(tile =>
        {
            tiles.Add(tile);
            return new Planes(1, tile.Height, tile.Width);
        }, 40, 80, (y, band) => rows.Add((y, band.Height)));

        Assert.Equal(8, tiles.Count);
        Assert.All(tiles, tile => Assert.Equal((32, 32), (tile.Width, tile.Height)));
        Assert.All(tiles, tile => Assert.True(tile.X + 32 <= 40 && tile.Y + 32 <= 80));
        Assert.Equal([(0, 16), (16, 16), (32, 16), (48, 32)], rows);
    }

    private static Func<Tile, Planes> Of(Planes photo) => tile => photo.Crop(tile.X, tile.Y, tile.Width, tile.Height);
}
