using Cutline.Training.Losses;
using TorchSharp;
using static TorchSharp.torch;

namespace Cutline.Training.Tests.Losses;

/// <summary>
/// What holds for every loss of a binary model, and each one's value by hand. A logit of ±ln 3 is a probability of 3/4 or 1/4.
/// </summary>
public sealed class SegmentationLossTests : IDisposable
{
    private static readonly float Ln3 = MathF.Log(3);

    private readonly DisposeScope scope = NewDisposeScope();

    public static TheoryData<string> Names => [.. LossRegistry.NamesFor(1)];

    [Fact]
    public void Bce_by_hand()
    {
        // −ln 3/4 = 0.2876821 where the target is 1, −ln(1 − 3/4) = 1.3862944 where it is 0; a logit of 0 costs ln 2 either way.
        Assert.Equal(0.2876821, Value("bce", [Ln3], [1]), 1e-6);
        Assert.Equal(1.3862944, Value("bce", [Ln3], [0]), 1e-6);
        Assert.Equal(0.6931472, Value("bce", [0], [1]), 1e-6);
        Assert.Equal((0.2876821 + 1.3862944 + 0.6931472 + 0.6931472) / 4, Value("bce", [Ln3, Ln3, 0, 0], [1, 0, 1, 0]), 1e-6);
    }

    [Fact]
    public void Dice_by_hand()
    {
        // p = 3/4, 1/4 against 1, 0: the overlap is 3/4, the sums are 1 and 1, so 1 − (2·3/4 + 1) / (1 + 1 + 1) = 1/6.
        Assert.Equal(1.0 / 6, Value("dice", [Ln3, -Ln3], [1, 0]), 1e-6);
        // Nothing to find, p = 1/4, 1/4: 1 − 1 / (1/2 + 1) = 1/3.
        Assert.Equal(1.0 / 3, Value("dice", [-Ln3, -Ln3], [0, 0]), 1e-6);
    }

    [Fact]
    public void Dice_is_the_mean_over_images_not_over_their_pixels()
    {
        var logits = tensor((float[])[Ln3, -Ln3, -Ln3, -Ln3], [2, 1, 1, 2]);
        var target = tensor((float[])[1, 0, 0, 0], [2, 1, 1, 2]);

        Assert.Equal((1.0 / 6 + 1.0 / 3) / 2, new DiceLoss().Forward(logits, target).item<float>(), 1e-6);
    }

    [Fact]
    public void Bce_and_dice_is_their_sum() =>
        Assert.Equal(
            Value("bce", [Ln3, -1, 2], [1, 0, 0]) + Value("dice", [Ln3, -1, 2], [1, 0, 0]),
            Value("bce+dice", [Ln3, -1, 2], [1, 0, 0]), 1e-6);

    [Theory]
    [MemberData(nameof(Names))]
    public void Certainty_and_truth_cost_nothing(string name)
    {
        // The boundary's share is below zero where the model is right: truth costs least, rather than nothing.
        if (!name.Contains("boundary", StringComparison.Ordinal)) Assert.Equal(0, Value(name, [100, -100, 100], [1, 0, 1]), 1e-6);
        Assert.Equal(0, Value(name, [-100, -100], [0, 0]), 1e-6);
        Assert.True(Value(name, [0.6f, -0.6f], [1, 0]) < Value(name, [0.3f, -0.3f], [1, 0]));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Any_logit_has_a_finite_loss_and_gradient(string name)
    {
        float[] extremes = [1e4f, -1e4f, 1e30f, -1e30f, 88.8f, -88.8f, 1e-38f, 0];
        foreach (var truth in (float[])[0, 1])
        {
            var logits = tensor(extremes, [1, 1, 2, 4]);
            logits.requires_grad = true;
            var loss = LossRegistry.Make(name).Forward(logits, full([1, 1, 2, 4], truth));
            loss.backward();

            Assert.True(double.IsFinite(loss.item<float>()), $"{name} of target {truth} is {loss.item<float>()}");
            Assert.All(logits.grad!.ToArray<float>(), g => Assert.True(float.IsFinite(g)));
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Gradients_are_finite_differences(string name)
    {
        var loss = LossRegistry.Make(name);
        double[] x = [0.3, -1.2, 2.5, -0.01, 0.9, -3.3, 0.0, 1.7, -0.6, 4.0, -2.2, 0.5];
        var target = tensor((double[])[1, 0, 1, 1, 0, 0, 1, 0, 0, 1, 0, 1], [2, 1, 2, 3]);
        var logits = tensor(x, [2, 1, 2, 3]);
        logits.requires_grad = true;
        loss.Forward(logits, target).backward();
        var gradient = logits.grad!.ToArray<double>();

        const double step = 1e-5;
        for (var i = 0; i < x.Length; i++)
        {
            double At(double value)
            {
                var moved = x.ToArray();
                moved[i] = value;
                return loss.Forward(tensor(moved, [2, 1, 2, 3]), target).item<double>();
            }

            Assert.Equal((At(x[i] + step) - At(x[i] - step)) / (2 * step), gradient[i], 1e-9);
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Void_has_neither_loss_nor_gradient(string name)
    {
        var loss = LossRegistry.Make(name);
        var target = tensor((float[])[1, 255, 0, 255, 1, 0], [1, 1, 2, 3]);
        (double Loss, float[] Gradient) At(float first, float second)
        {
            var logits = tensor((float[])[0.3f, first, -0.5f, second, 0.9f, 0.5f], [1, 1, 2, 3]);
            logits.requires_grad = true;
            var value = loss.Forward(logits, target);
            value.backward();
            return (value.item<float>(), logits.grad!.ToArray<float>());
        }

        var (one, other) = (At(3, -4), At(-1, 20));

        Assert.Equal(one.Loss, other.Loss);
        Assert.Equal(one.Gradient, other.Gradient);
        Assert.Equal([0, 0], [one.Gradient[1], one.Gradient[3]]);
        Assert.Contains((int[])[0, 2, 4, 5], i => one.Gradient[i] != 0);
    }

    [Fact]
    public void Dice_around_void_is_that_of_the_other_pixels() =>
        Assert.Equal(Value("dice", [Ln3, -1, 2], [1, 0, 0]), Value("dice", [Ln3, 5, -1, 2, -3], [1, 255, 0, 0, 255]), 1e-6);

    [Fact]
    public void An_unknown_name_is_told_the_known_ones() =>
        Assert.Equal(
            "Loss is 'hinge': use bce, ce, dice, bce+dice, ce+dice, focal, tversky, lovasz, boundary, dice+boundary",
            Assert.Throws<ArgumentException>(() => LossRegistry.Make("hinge")).Message);

    public void Dispose() => scope.Dispose();

    /// <summary>The loss of one image of one row.</summary>
    private static double Value(string name, float[] logits, float[] target) => LossRegistry.Make(name)
        .Forward(tensor(logits, [1, 1, 1, logits.Length]), tensor(target, [1, 1, 1, target.Length])).item<float>();
}
