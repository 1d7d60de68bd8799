using Cutline.Imaging;
using Cutline.Segmentation.Inference;

namespace Cutline.Segmentation.Tests.Inference;

public sealed class ProbabilityMapTests
{
    [Fact]
    public void Enlarged_before_the_threshold_by_hand()
    {
        // Two pixels become four, centres at a quarter and three quarters: 0, 0.25 · 0.9, 0.75 · 0.9, 0.9.
        var map = new ProbabilityMap([0, 0.9f], 2, 1, 4, 1);
        using var mask = map.Mask();

        float[] expected = [0, 0.225f, 0.675f, 0.9f];
        Assert.All(map.AtNativeSize().Zip(expected), pair => Assert.Equal(pair.Second, pair.First, 1e-6f));
        Assert.Equal(new byte[] { 0, 0, 255, 255 }, mask.Pixels.ToArray());
        Assert.Equal((4, 1, PixelFormat.Grey), (mask.Width, mask.Height, mask.Format));
    }

    [Fact]
    public void A_half_is_background_the_next_float_is_foreground()
    {
        using var mask = new ProbabilityMap([0.5f, MathF.BitIncrement(0.5f), MathF.BitDecrement(0.5f), 1], 4, 1, 4, 1).Mask();
        Assert.Equal(new byte[] { 0, 255, 0, 255 }, mask.Pixels.ToArray());
    }

    [Theory]
    [InlineData(96, 64, 301, 199)]
    [InlineData(5, 7, 5, 70)]
    [InlineData(64, 5, 31, 5)]
    public void The_mask_is_the_enlarged_probabilities_above_a_half(int width, int height, int nativeWidth, int nativeHeight)
    {
        var random = new Random(1);
        var map = new ProbabilityMap(
            [.. Enumerable.Range(0, width * height).Select(_ => random.NextSingle())], width, height, nativeWidth, nativeHeight);
        using var mask = map.Mask();
        Assert.Equal(map.AtNativeSize().Select(p => p > 0.5f ? (byte)255 : (byte)0), mask.Pixels.ToArray());
    }

    [Fact]
    public void Values_of_another_number_are_refused()
    {
        Assert.Contains(
            "5 probabilities are not a map of 2×2",
            Assert.Throws<ArgumentException>(() => new ProbabilityMap(new float[5], 2, 2, 4, 4)).Message);
        Assert.Contains("no photo of 0×4", Assert.Throws<ArgumentException>(() => new ProbabilityMap(new float[4], 2, 2, 0, 4)).Message);
    }
}
