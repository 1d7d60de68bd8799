using Cutline.Segmentation;
using Cutline.Training.Refinement;

namespace Cutline.Training.Tests.Refinement;

public sealed class CoarseMaskTests
{
    [Fact]
    public void It_is_nearly_the_mask_and_the_same_for_the_same_draw()
    {
        var mask = new float[112 * 112];
        for (var i = 0; i < mask.Length; i++) mask[i] = i % 112 < 50 ? 1 : 0;
        var wrong = new List<double>();
        for (var seed = 0; seed < 40; seed++)
        {
            var coarse = Simulate(seed, mask);
            Assert.All(coarse, p => Assert.InRange(p, 0, 1));
            Assert.Equal(coarse, Simulate(seed, mask));
            wrong.Add(Enumerable.Range(0, mask.Length).Count(i => coarse[i] > 0.5f != mask[i] > 0.5f) / (double)mask.Length);
        }

        Assert.InRange(wrong.Average(), 0.005, 0.06);
        Assert.True(wrong.Distinct().Count() > 30, "the draws differ little");
    }

    /// <summary>An antenna of two pixels is narrower than most cells.</summary>
    [Fact]
    public void Thin_parts_are_lost_more_often_than_not()
    {
        var mask = new float[112 * 112];
        for (var i = 0; i < mask.Length; i++) mask[i] = i / 112 >= 90 || i % 112 is 55 or 56 ? 1 : 0;
        var lost = Enumerable.Range(0, 60).Count(seed => Simulate(seed, mask)[40 * 112 + 55] < 0.5f);
        Assert.InRange(lost, 25, 59);
    }

    [Fact]
    public void A_blur_keeps_what_is_even_and_spreads_a_point_by_its_deviation()
    {
        Assert.All(CoarseMask.Blur(Enumerable.Repeat(0.7f, 400).ToArray(), 20, 2), v => Assert.Equal(0.7f, v, 1e-5f));
        var point = new float[41 * 41];
        point[20 * 41 + 20] = 1;
        var spread = CoarseMask.Blur(point, 41, 3);
        Assert.Equal(1, spread.Sum(), 1e-4f);
        var variance = Enumerable.Range(0, spread.Length).Sum(i => spread[i] * Math.Pow(i % 41 - 20, 2));
        Assert.InRange(Math.Sqrt(variance), 2.7, 3.05);
    }

    private static float[] Simulate(int seed, float[] mask)
    {
        var draw = new Draw(SplitMix64.Of(seed, 0));
        return CoarseMask.Simulate(ref draw, mask, 112);
    }
}
