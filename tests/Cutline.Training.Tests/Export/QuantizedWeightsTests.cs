using Cutline.Training.Export;

namespace Cutline.Training.Tests.Export;

public sealed class QuantizedWeightsTests
{
    [Fact]
    public void A_step_is_what_the_two_largest_weights_of_a_sign_need_together()
    {
        var weights = QuantizedWeights.Of(OnnxTensor.Of<float>([1, -0.5f, 0.27f, -2, -0.5f, 0.04f], 2, 3, 1, 1), groups: 1);
        Assert.Equal(1.27f / 127, weights.Scales[0], 1e-7f);
        Assert.Equal(2.5f / 127, weights.Scales[1], 1e-7f);
        Assert.Equal<sbyte>([100, -50, 27, -102, -25, 2], weights.Integers);
    }

    [Fact]
    public void Depthwise_weights_use_all_eight_bits()
    {
        var weight = OnnxTensor.Of<float>([1.27f, 1.27f, -0.01f, -0.31f, 0.6f, 0.6f], 2, 1, 1, 3);
        var weights = QuantizedWeights.Of(weight, groups: 2);
        Assert.Equal<sbyte>([127, 127, -1, -66, 127, 127], weights.Integers);
        Assert.Equal(1.27f * 2 / 127, QuantizedWeights.Of(weight, groups: 1).Scales[0], 1e-7f);
    }

    [Fact]
    public void Two_products_fit_in_16_bits_and_no_weight_is_half_a_step_off()
    {
        var random = new Random(5);
        for (var size = 1; size < 200; size++)
        {
            float[] row = [.. Enumerable.Range(0, size).Select(_ => (float)Math.Pow(random.NextDouble() * 2 - 1, 3))];
            var weights = QuantizedWeights.Of(OnnxTensor.Of<float>(row, 1, size, 1, 1), groups: 1);
            var ordered = weights.Integers.Select(q => (int)q).Order().ToList();
            Assert.InRange(255 * ordered.Take(2).Sum(), short.MinValue, short.MaxValue);
            Assert.InRange(255 * ordered.TakeLast(2).Sum(), short.MinValue, short.MaxValue);
            Assert.All(row.Zip(weights.Integers), p =>
                Assert.InRange(Math.Abs(p.First - p.Second * weights.Scales[0]), 0, 0.501 * weights.Scales[0]));
        }
    }

    [Fact]
    public void The_shift_is_the_mean_of_what_rounding_takes_away()
    {
        var weight = OnnxTensor.Of<float>([1, 0.003f, 0.004f, 2], 2, 2, 1, 1);
        var shift = QuantizedWeights.Of(weight, groups: 1).Shift(weight, [3, 5]);
        Assert.Equal(-0.003f * 3 + 0.003f * 5, shift[0], 1e-6f);    // 1 became 127 · 1.003 / 127, and 0.003 became 0
        Assert.Equal(0.004f * 3 - 0.004f * 5, shift[1], 1e-6f);

        var grouped = OnnxTensor.Of<float>([1, 0, 0.003f, 1, 0, 0.003f], 2, 1, 1, 3);
        shift = QuantizedWeights.Of(grouped, groups: 2).Shift(grouped, [3, 5]);
        Assert.Equal(0.003f * 3, shift[0], 1e-6f);
        Assert.Equal(0.003f * 5, shift[1], 1e-6f);
    }
}
