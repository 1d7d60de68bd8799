using Cutline.Segmentation.Inference;
using Cutline.Segmentation.Tests.Datasets;
using Cutline.Torch;

namespace Cutline.Segmentation.Tests.Inference;

[Collection("live tensors")]
public sealed class TiledInferenceTests
{
    private static readonly Func<Tensor, Tensor> Identity = x => x;

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
            if (window > 0) Assert.True(axis.Start(window - 1) + tile - axis.Start(window) >= (int)(tile * overlap), "the windows overlap too little");
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
        using var scope = new TensorScope();
        var x = Tensor.Rand([2, 3, height, width]);
        var y = new TiledInference(tile, overlap).Predict(Identity, x);
        Assert.Equal(x.Shape, y.Shape);
        Assert.True((x - y).Abs().Max().Item<float>() <= 1e-6);
    }

    /// <summary>Of ones the weights alone are left, and their sum over both sides is exactly one.</summary>
    [Fact]
    public void The_weights_of_both_sides_sum_to_one_exactly()
    {
        using var scope = new TensorScope();
        var y = new TiledInference(32, 0.4).Predict(Identity, Tensor.Ones([1, 1, 101, 77]));
        Assert.All(y.ToArray<float>(), value => Assert.Equal(1f, value));
    }

    [Fact]
    public void Windows_are_no_larger_than_asked_and_bands_come_from_the_top()
    {
        using var scope = new TensorScope();
        var (seen, rows) = (new List<(long, long)>(), new List<(int, long)>());
        new TiledInference(32, 0.5).Predict(x =>
        {
            seen.Add((x.Shape[2], x.Shape[3]));
            return x.Mean([1], keepDim: true);
        }, Tensor.Rand([1, 3, 80, 40]), (y, band) => rows.Add((y, band.Shape[2])));

        Assert.Equal(8, seen.Count);
        Assert.All(seen, size => Assert.Equal((32L, 32L), size));
        Assert.Equal([(0, 16L), (16, 16L), (32, 16L), (48, 32L)], rows);
    }

    [Fact]
    public void No_tensor_stays_behind_even_when_a_window_fails()
    {
        using var scope = new TensorScope();
        var x = Tensor.Rand([1, 3, 70, 90]);
        var tiling = new TiledInference(32, 0.25);
        var live = Tensor.LiveCount;
        for (var i = 0; i < 3; i++) tiling.Predict(Identity, x).Dispose();
        Assert.Equal(live, Tensor.LiveCount);

        var calls = 0;
        Assert.Throws<InvalidOperationException>(() => tiling.Predict(y => ++calls > 6 ? throw new InvalidOperationException() : y, x));
        Assert.Equal(live, Tensor.LiveCount);
    }
}
