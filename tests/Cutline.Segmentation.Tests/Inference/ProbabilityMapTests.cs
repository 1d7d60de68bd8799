using Cutline.Imaging;
using Cutline.Segmentation.Inference;
using Cutline.Torch;

namespace Cutline.Segmentation.Tests.Inference;

public sealed class ProbabilityMapTests
{
    [Fact]
    public void Enlarged_before_the_threshold_by_hand()
    {
        // Two pixels become four, centres at a quarter and three quarters: 0, 0.25 · 0.9, 0.75 · 0.9, 0.9.
        using var map = new ProbabilityMap(Tensor.From<float>([0, 0.9f], 1, 2), 4, 1);
        using var native = map.AtNativeSize();
        using var mask = map.Mask();

        Assert.Equal([1, 4], native.Shape);
        float[] expected = [0, 0.225f, 0.675f, 0.9f];
        Assert.All(native.ToArray<float>().Zip(expected), pair => Assert.Equal(pair.Second, pair.First, 1e-6f));
        Assert.Equal(new byte[] { 0, 0, 255, 255 }, mask.Pixels.ToArray());
        Assert.Equal((4, 1, PixelFormat.Grey), (mask.Width, mask.Height, mask.Format));
    }

    [Fact]
    public void A_half_is_background_the_next_float_is_car()
    {
        using var map = new ProbabilityMap(Tensor.From<float>([0.5f, MathF.BitIncrement(0.5f), MathF.BitDecrement(0.5f), 1], 1, 4), 4, 1);
        using var mask = map.Mask();

        Assert.Equal(new byte[] { 0, 255, 0, 255 }, mask.Pixels.ToArray());
    }

    [Fact]
    public void It_outlives_the_scope_it_was_made_in()
    {
        ProbabilityMap map;
        using (new TensorScope()) map = new ProbabilityMap(Tensor.Ones([2, 2]), 3, 3);

        using (map)
        using (var mask = map.Mask())
            Assert.All(mask.Pixels.ToArray(), p => Assert.Equal(255, p));
    }
}
